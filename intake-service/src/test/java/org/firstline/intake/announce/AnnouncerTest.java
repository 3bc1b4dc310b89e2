package org.firstline.intake.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.AsyncApi;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.Schemas;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Facts;
import org.firstline.intake.domain.Notice;
import org.firstline.intake.domain.Symptom;
import org.firstline.intake.domain.Terms;
import org.firstline.messaging.Announcement;
import org.junit.jupiter.api.Test;

/** What this service says, against the golden examples that its readers are tested with. */
class AnnouncerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-03-02T00:19:40.602Z");

    @Test
    void every_golden_example_can_be_said_as_it_stands() throws IOException {
        Set<String> said = new HashSet<>();
        for (Example example : Examples.ofFamily(IntakeEvent.class)) {
            IntakeEvent event = (IntakeEvent) example.event();
            Announcement announcement =
                    Announcer.announce(new CaseId(event.caseId()), notice(event), 3, "cause", null, AT);

            assertThat(JSON.readTree(announcement.data()))
                    .as(example.toString())
                    .isEqualTo(JSON.readTree(example.bytes()));
            assertThat(Schemas.faultsOf(announcement.type(), announcement.data()))
                    .as(example.toString())
                    .isEmpty();
            assertThat(announcement.topic()).isEqualTo("intake.cases");
            assertThat(announcement.key()).isEqualTo(event.caseId().toString());
            assertThat(announcement.id()).isEqualTo(event.caseId() + ":3");
            assertThat(announcement.causationId()).isEqualTo("cause");
            said.add(announcement.type());
        }
        assertThat(said).isEqualTo(AsyncApi.typesOn("intake.cases"));
    }

    /** The rules have words of their own, so that they depend on nothing; they may not drift from the contract's. */
    @Test
    void the_domain_speaks_the_same_words_as_the_contracts() {
        assertThat(names(Terms.ServiceLine.values()))
                .isEqualTo(names(org.firstline.contracts.Terms.ServiceLine.values()));
        assertThat(names(Terms.Category.values())).isEqualTo(names(org.firstline.contracts.Terms.Category.values()));
        assertThat(names(Terms.Severity.values())).isEqualTo(names(org.firstline.contracts.Terms.Severity.values()));
        assertThat(names(Terms.Level.values())).isEqualTo(names(org.firstline.contracts.Terms.Level.values()));
        assertThat(names(Terms.Frequency.values())).isEqualTo(names(org.firstline.contracts.Terms.Frequency.values()));
        assertThat(names(Terms.CustomerClass.values()))
                .isEqualTo(names(org.firstline.contracts.Terms.CustomerClass.values()));
        assertThat(names(Terms.ContractClass.values()))
                .isEqualTo(names(org.firstline.contracts.Terms.ContractClass.values()));
        assertThat(names(Terms.Handling.values())).isEqualTo(names(org.firstline.contracts.Terms.Handling.values()));
        assertThat(names(Terms.Owner.values())).isEqualTo(names(org.firstline.contracts.Terms.OwnerKind.values()));
        assertThat(names(Terms.Step.values())).isEqualTo(names(org.firstline.contracts.Terms.NextStep.values()));
        assertThat(Terms.class.getDeclaredClasses())
                .as("a word of the rules that is not compared above")
                .hasSize(10);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static Notice notice(IntakeEvent event) {
        Accountable accountable = accountable(event.accountability());
        return switch (event) {
            case IntakeEvent.CaseOpened e ->
                new Notice.CaseOpened(
                        e.platform(),
                        Terms.Handling.valueOf(e.handling().name()),
                        e.agentId(),
                        e.openedAt(),
                        accountable);
            case IntakeEvent.CallbackOwed e ->
                new Notice.CallbackOwed(e.platform(), e.abandonedAt(), new CustomerRef(e.customerRef()), accountable);
            case IntakeEvent.CallbackSettled e -> new Notice.CallbackSettled(e.settledAt(), accountable);
            case IntakeEvent.IntakeRecorded e ->
                new Notice.IntakeRecorded(
                        facts(e.facts()),
                        symptom(e.symptom()),
                        e.identityVerified(),
                        e.verificationMethod(),
                        e.recordedBy(),
                        accountable);
            case IntakeEvent.CaseTriaged e ->
                new Notice.CaseTriaged(
                        facts(e.facts()),
                        Terms.Category.valueOf(e.category().name()),
                        Terms.Severity.valueOf(e.severity().name()),
                        Terms.Level.valueOf(e.impact().name()),
                        Terms.Level.valueOf(e.urgency().name()),
                        symptom(e.symptom()),
                        Terms.Handling.valueOf(e.handling().name()),
                        e.agentId(),
                        e.triagedAt(),
                        accountable);
            case IntakeEvent.CaseHandedOver e ->
                new Notice.CaseHandedOver(
                        facts(e.facts()),
                        Terms.Category.valueOf(e.category().name()),
                        e.desk(),
                        e.handedOverBy(),
                        e.handedOverAt(),
                        accountable);
            case IntakeEvent.CallAttached e ->
                new Notice.CallAttached(new CaseId(e.contactId()), e.confirmedBy(), e.attachedAt(), accountable);
        };
    }

    private static Accountable accountable(Accountability said) {
        return new Accountable(
                Terms.Owner.valueOf(said.owner().name()),
                said.ownerId(),
                Terms.Step.valueOf(said.nextStep().name()),
                said.dueAt());
    }

    private static Facts facts(CaseFacts said) {
        return new Facts(
                Terms.ServiceLine.valueOf(said.serviceLine().name()),
                said.region(),
                Terms.CustomerClass.valueOf(said.customerClass().name()),
                Terms.ContractClass.valueOf(said.contractClass().name()),
                said.networkElement(),
                said.serviceRef(),
                new CustomerRef(said.customerRef()));
    }

    private static Symptom symptom(org.firstline.contracts.Symptom said) {
        return new Symptom(
                said.code(),
                said.text(),
                said.sinceAt(),
                Terms.Frequency.valueOf(said.frequency().name()),
                said.tried());
    }
}
