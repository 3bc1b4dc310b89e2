package org.firstline.intake.announce;

import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.CustomerClass;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.contracts.Terms.Severity;
import org.firstline.contracts.Topics;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Facts;
import org.firstline.intake.domain.Notice;
import org.firstline.intake.domain.Symptom;
import org.firstline.messaging.Announcement;
import org.jspecify.annotations.Nullable;

/** Turns notices into the events of {@code intake.cases}. */
public final class Announcer {

    private Announcer() {}

    /**
     * A notice about a case as it goes out.
     *
     * @param sequence its number within the case
     * @param causationId identity of the event that led to it; null for a person's or the clock's doing
     */
    public static Announcement announce(
            CaseId caseId,
            Notice notice,
            long sequence,
            @Nullable String causationId,
            @Nullable String traceparent,
            Instant at) {
        IntakeEvent event = event(caseId.value(), notice);
        return Announcement.ofCase(
                Topics.INTAKE_CASES,
                caseId.toString(),
                Catalogue.typeOf(event),
                sequence,
                causationId,
                traceparent,
                at,
                Catalogue.write(event));
    }

    static IntakeEvent event(UUID caseId, Notice notice) {
        Accountability accountability = accountability(notice.accountable());
        return switch (notice) {
            case Notice.CaseOpened n ->
                new IntakeEvent.CaseOpened(
                        caseId, n.platform(), Handling.valueOf(n.handling().name()), n.agent(), n.at(), accountability);
            case Notice.CallbackOwed n ->
                new IntakeEvent.CallbackOwed(
                        caseId, n.platform(), n.abandonedAt(), n.customer().value(), accountability);
            case Notice.CallbackSettled n -> new IntakeEvent.CallbackSettled(caseId, n.at(), accountability);
            case Notice.IntakeRecorded n ->
                new IntakeEvent.IntakeRecorded(
                        caseId,
                        facts(n.facts()),
                        symptom(n.symptom()),
                        n.identityVerified(),
                        n.method(),
                        n.by(),
                        accountability);
            case Notice.CaseTriaged n ->
                new IntakeEvent.CaseTriaged(
                        caseId,
                        facts(n.facts()),
                        Category.valueOf(n.category().name()),
                        Severity.valueOf(n.severity().name()),
                        Level.valueOf(n.impact().name()),
                        Level.valueOf(n.urgency().name()),
                        symptom(n.symptom()),
                        Handling.valueOf(n.handling().name()),
                        n.agent(),
                        n.at(),
                        accountability);
            case Notice.CaseHandedOver n ->
                new IntakeEvent.CaseHandedOver(
                        caseId,
                        facts(n.facts()),
                        Category.valueOf(n.category().name()),
                        n.desk(),
                        n.by(),
                        n.at(),
                        accountability);
            case Notice.CallAttached n ->
                new IntakeEvent.CallAttached(caseId, n.contact().value(), n.by(), n.at(), accountability);
        };
    }

    private static Accountability accountability(Accountable who) {
        return new Accountability(
                OwnerKind.valueOf(who.owner().name()),
                who.ownerId(),
                NextStep.valueOf(who.next().name()),
                who.dueAt());
    }

    private static CaseFacts facts(Facts facts) {
        return new CaseFacts(
                ServiceLine.valueOf(facts.line().name()),
                facts.region(),
                CustomerClass.valueOf(facts.customerClass().name()),
                ContractClass.valueOf(facts.contractClass().name()),
                facts.networkElement(),
                facts.serviceRef(),
                facts.customer().value());
    }

    private static org.firstline.contracts.Symptom symptom(Symptom symptom) {
        return new org.firstline.contracts.Symptom(
                symptom.code(),
                symptom.text(),
                symptom.sinceAt(),
                Frequency.valueOf(symptom.frequency().name()),
                symptom.tried());
    }
}
