package org.firstline.intake.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.firstline.intake.db.ContactReading.Shown;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.Facts;
import org.firstline.intake.domain.Stage;
import org.firstline.intake.domain.Symptom;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Handling;
import org.firstline.intake.domain.Terms.Severity;
import org.jspecify.annotations.Nullable;

/** A contact and its case as agents see them; no personal data, and free text masked. */
@Schema(name = "Contact")
public record ContactView(
        UUID id,
        @Schema(examples = "triaged") String stage,
        String platform,
        String callId,
        @Nullable String customerRef,
        boolean customerKnown,
        @Nullable String agentId,
        @Nullable Instant offeredAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Instant abandonedAt,

        @Schema(
                description = "by when the intake record is to be complete or the caller called back; else when a"
                        + " contact that waits goes on by itself")
        @Nullable
        Instant dueAt,

        boolean open,
        boolean closed,
        @Nullable UUID attachedTo,
        @Nullable CaseView details,
        @Nullable Accountable accountable,
        @Nullable List<Candidate> candidates,
        long version) {

    /** What is known of the case. */
    @Schema(name = "CaseDetails")
    public record CaseView(
            Handling handling,
            Instant openedAt,
            @Nullable Boolean identityVerified,
            @Nullable String verificationMethod,
            @Nullable Facts facts,
            @Nullable Symptom symptom,
            @Nullable Category category,
            @Nullable Severity severity,
            @Nullable String desk) {}

    /** An open case of the same customer that this call may be about. */
    @Schema(name = "Candidate")
    public record Candidate(
            UUID caseId,
            String stage,
            @Nullable String serviceLine,
            @Nullable String symptom,
            Instant openedAt) {}

    static ContactView of(Shown shown, @Nullable List<Candidate> candidates) {
        Contact contact = shown.row().contact();
        Customer customer = contact.customer();
        return new ContactView(
                contact.id().value(),
                shown.stage(),
                contact.platform(),
                contact.rootCallId(),
                customer == null ? null : customer.ref().value(),
                customer != null && customer.known(),
                contact.agent(),
                contact.call().offeredAt(),
                contact.call().answeredAt(),
                contact.call().endedAt(),
                contact.call().abandonedAt(),
                contact.promisedAt() == null ? contact.nextDueAt() : contact.promisedAt(),
                contact.live(),
                contact.closed(),
                contact.stage() instanceof Stage.Attached(var to) ? to.value() : null,
                details(contact),
                contact.accountable(),
                candidates,
                shown.row().version());
    }

    static Candidate candidate(Shown shown) {
        CaseView details = details(shown.row().contact());
        return new Candidate(
                shown.row().contact().id().value(),
                shown.stage(),
                details == null || details.facts() == null
                        ? null
                        : details.facts().line().name(),
                details == null || details.symptom() == null
                        ? null
                        : details.symptom().code(),
                details == null ? shown.row().createdAt() : details.openedAt());
    }

    private static @Nullable CaseView details(Contact contact) {
        return switch (contact.stage()) {
            case Stage.Open(var opening, var identity) -> view(opening, identity, null, null, null, null, null);
            case Stage.Recorded r -> view(r.opening(), r.identity(), r.facts(), r.symptom(), null, null, null);
            case Stage.Triaged t ->
                view(t.opening(), t.identity(), t.facts(), t.symptom(), t.category(), t.severity(), null);
            case Stage.HandedOver h -> view(h.opening(), null, h.facts(), null, h.category(), null, h.desk());
            case Stage.Ringing s -> null;
            case Stage.Outbound s -> null;
            case Stage.Waiting s -> null;
            case Stage.Undecided s -> null;
            case Stage.Owed s -> null;
            case Stage.Settled s -> null;
            case Stage.Attached s -> null;
        };
    }

    private static CaseView view(
            Stage.Opening opening,
            Stage.@Nullable Identity identity,
            @Nullable Facts facts,
            @Nullable Symptom symptom,
            @Nullable Category category,
            @Nullable Severity severity,
            @Nullable String desk) {
        return new CaseView(
                opening.handling(),
                opening.openedAt(),
                identity == null ? null : identity.verified(),
                identity == null ? null : identity.method(),
                facts,
                symptom,
                category,
                severity,
                desk);
    }
}
