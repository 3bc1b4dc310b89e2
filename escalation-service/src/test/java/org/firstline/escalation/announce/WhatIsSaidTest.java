package org.firstline.escalation.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.DeadlineName;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.escalation.db.StarterData;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Decision;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.FreeText;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.Lifecycle;
import org.firstline.escalation.domain.Notice;
import org.firstline.escalation.domain.Request;
import org.firstline.escalation.domain.Terms;
import org.firstline.escalation.domain.WorkOrder;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.messaging.Announcement;
import org.junit.jupiter.api.Test;

/** What this publisher says is what the contracts' golden examples look like. */
class WhatIsSaidTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final WorkOrderId ORDER = new WorkOrderId(UUID.randomUUID());
    private static final CaseId CASE = new CaseId(UUID.randomUUID());
    private static final DepartmentId ACCESS = new DepartmentId("access-network");
    private static final DepartmentId FIELD = new DepartmentId("field-service");

    private WorkOrder order = new WorkOrder.Unopened(ORDER);
    private long sequence;

    @Test
    void a_full_life_says_every_event_there_is_and_each_reads_back() throws IOException {
        List<Announcement> said = aFullLife();

        Set<String> types = new HashSet<>();
        for (Announcement announcement : said) {
            types.add(announcement.type());
            assertThat(Catalogue.read(announcement.type(), announcement.data())).isNotNull();
            assertThat(fields(announcement.data()))
                    .as(announcement.type())
                    .isSubsetOf(
                            fields(Examples.of(announcement.type()).getFirst().bytes()));
            assertThat(fields(announcement.data()))
                    .as(announcement.type())
                    .containsAll(
                            fields(Examples.of(announcement.type()).getLast().bytes()));
        }
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Catalogue.typesOf(EscalationEvent.class).stream(),
                                Catalogue.typesOf(DepartmentOrder.class).stream())
                        .toList());
        assertThat(said)
                .extracting(Announcement::sequence)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(said).extracting(Announcement::key).containsOnly(CASE.toString());
        assertThat(said)
                .extracting(Announcement::topic)
                .containsOnly(
                        "escalation.work-orders",
                        "departments.access-network.work-orders",
                        "departments.field-service.work-orders");
    }

    /** The rules have words of their own, so that they depend on nothing; they may not drift from the contract's. */
    @Test
    void the_domain_speaks_the_same_words_as_the_contracts() {
        assertThat(names(Terms.ServiceLine.values())).isEqualTo(names(ServiceLine.values()));
        assertThat(names(Terms.Category.values())).isEqualTo(names(Category.values()));
        assertThat(names(Terms.Grade.values())).isEqualTo(names(Grade.values()));
        assertThat(names(Terms.ContractClass.values())).isEqualTo(names(ContractClass.values()));
        assertThat(names(Terms.DeadlineName.values())).isEqualTo(names(DeadlineName.values()));
        assertThat(names(Terms.ReturnReason.values())).isEqualTo(names(ReturnReason.values()));
        // Only said here and never heard: those that an order can name.
        assertThat(names(OwnerKind.values())).containsSubsequence(names(Terms.OwnerKind.values()));
        assertThat(names(NextStep.values())).containsSubsequence(names(Terms.NextStep.values()));
        assertThat(Terms.class.getDeclaredClasses())
                .as("a word of the rules that is not compared above")
                .hasSize(8);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private List<Announcement> aFullLife() {
        List<Announcement> said = new ArrayList<>();
        FreeText words = new FreeText("words");
        said.addAll(step(new Input.Open(ORDER, CASE, request()), 0));
        said.addAll(step(new Input.FallDue(ORDER), 31));
        said.addAll(step(new Input.Acknowledge(ORDER, ACCESS, "a"), 32));
        said.addAll(step(new Input.Progress(ORDER, ACCESS, "a", START.plusSeconds(9_000), words), 33));
        said.addAll(step(new Input.AskInformation(ORDER, ACCESS, "a", words), 34));
        said.addAll(step(new Input.SupplyInformation(ORDER, CASE, "bot", words), 35));
        said.addAll(step(new Input.Return(ORDER, ACCESS, "a", Terms.ReturnReason.WRONG_DEPARTMENT, FIELD, words), 36));
        said.addAll(step(new Input.Resolve(ORDER, FIELD, "f", "cause", words), 37));
        said.addAll(step(new Input.Reopen(ORDER, CASE, 2), 38));
        said.addAll(step(new Input.Cancel(ORDER, "agent-li", words, false), 39));
        return said;
    }

    private List<Announcement> step(Input.OfOrder input, long minutes) {
        Instant at = START.plusSeconds(minutes * 60);
        if (!(Lifecycle.decide(order, input, at, StarterData.read().rulebook())
                instanceof Decision.Advance(WorkOrder.Known next, List<Notice> notices))) {
            throw new AssertionError("expected " + input + " to advance");
        }
        order = next;
        List<Announcement> said = Announcing.of(next.head(), notices, sequence, null, null, at);
        sequence += said.size();
        return said;
    }

    private static Set<String> fields(byte[] json) throws IOException {
        Set<String> names = new HashSet<>();
        JsonNode node = JSON.readTree(json);
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Request request() {
        return new Request(
                new Request.Facts(
                        Terms.ServiceLine.BROADBAND,
                        "CN-31",
                        "RESIDENTIAL",
                        Terms.ContractClass.STANDARD,
                        "OLT-1",
                        "svc-1",
                        "cust-1"),
                Terms.Category.NETWORK_FAULT,
                Terms.Grade.G2,
                "broadband.access-loss-of-signal",
                "access.fibre-break",
                new Request.Symptom("broadband.no-internet", "红灯", START, "PERMANENT", List.of("restart-ont")),
                List.of(new Request.Step("ont.los-light", "red", "FAILED", "bot", START)),
                true,
                null);
    }
}
