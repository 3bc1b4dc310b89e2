package org.firstline.diagnosis.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.contracts.AsyncApi;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Schemas;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Complaint;
import org.firstline.diagnosis.domain.Course;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.Facts;
import org.firstline.diagnosis.domain.Grade;
import org.firstline.diagnosis.domain.Handling;
import org.firstline.diagnosis.domain.Level;
import org.firstline.diagnosis.domain.Notice;
import org.firstline.diagnosis.domain.PackVersion;
import org.firstline.diagnosis.domain.Step;
import org.firstline.diagnosis.domain.StepOutcome;
import org.firstline.diagnosis.domain.Triage;
import org.firstline.messaging.Announcement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this service says is what the contract's golden examples say. */
class PublisherContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CaseId CASE = new CaseId(UUID.fromString("5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41"));
    private static final Instant AT = Instant.parse("2026-03-02T00:19:40.602Z");

    static Stream<Notice> notices() {
        return Stream.of(true, false).flatMap(PublisherContractTest::notices);
    }

    private static Stream<Notice> notices(boolean full) {
        Course course = course(full);
        return Stream.of(
                new Notice.Started(
                        new Diagnosis.Open(course, AT, AT.plusSeconds(1800)),
                        full ? "ont.los-light" : null,
                        full ? "access.fibre-break" : null),
                new Notice.Fixed(
                        new Diagnosis.Fixed(course, "account.suspended", "paid", "20717", AT), AT.plusSeconds(7200)),
                new Notice.Guided(
                        new Diagnosis.Guided(course, "terminal.ont-hung", "guide.restart-ont", "20717", AT),
                        AT.plusSeconds(7200)),
                new Notice.Escalated(
                        new Diagnosis.Escalated(
                                course,
                                CASE.escalationIn(1),
                                Grade.G2,
                                "broadband.access-loss-of-signal",
                                full ? "access.fibre-break" : null,
                                full ? "guide.use-mobile-hotspot" : null,
                                AT),
                        AT.plusSeconds(300)));
    }

    private static Course course(boolean full) {
        return new Course(
                new Triage(
                        new Facts(
                                "BROADBAND",
                                "CN-31",
                                "RESIDENTIAL",
                                "STANDARD",
                                full ? "OLT-SH-PD-0117/1/3/7" : null,
                                "svc-4f0a7c",
                                "cust-91be2d"),
                        "NETWORK_FAULT",
                        Level.HIGH,
                        Level.MEDIUM,
                        new Complaint(
                                "broadband.no-internet",
                                full ? "光猫的 LOS 灯闪红" : null,
                                full ? AT : null,
                                "PERMANENT",
                                full ? List.of("restart-ont") : List.of()),
                        Handling.PERSON,
                        full ? "20717" : null),
                1,
                new PackVersion("broadband", 1),
                full
                        ? List.of(
                                Step.observed("ont.los-light", "blinking-red", "customer", AT),
                                Step.done("restart-ont", StepOutcome.DONE_HELPED, "20717", AT))
                        : List.of(),
                List.of());
    }

    @ParameterizedTest
    @MethodSource("notices")
    void every_event_is_valid_by_its_schema(Notice notice) {
        Announcement announcement = Announcements.of(CASE, notice, 3, null, null, AT);

        assertThat(Schemas.faultsOf(announcement.type(), announcement.data())).isEmpty();
        assertThat(announcement.topic()).isEqualTo("diagnosis.cases");
        assertThat(announcement.key()).isEqualTo(CASE.toString());
        assertThat(announcement.id()).isEqualTo(CASE + ":3");
    }

    @Test
    void full_events_have_the_fields_of_the_golden_examples() throws IOException {
        for (Notice notice : notices(true).toList()) {
            Announcement announcement = Announcements.of(CASE, notice, 1, null, null, AT);
            byte[] example = Examples.of(announcement.type()).getFirst().bytes();

            assertThat(paths(JSON.readTree(example))).isSubsetOf(paths(JSON.readTree(announcement.data())));
        }
    }

    @Test
    void every_type_on_the_topic_is_said_and_no_other() {
        Set<String> said = notices(true)
                .map(notice -> Announcements.of(CASE, notice, 1, null, null, AT).type())
                .collect(Collectors.toSet());

        assertThat(said).isEqualTo(AsyncApi.typesOn("diagnosis.cases"));
        assertThat(said).isEqualTo(Set.copyOf(Catalogue.typesOf(DiagnosisEvent.class)));
    }

    private static Set<String> paths(JsonNode node) {
        Set<String> paths = new TreeSet<>();
        node.properties().forEach(field -> {
            paths.add(field.getKey());
            if (field.getValue().isObject()) {
                paths(field.getValue()).forEach(path -> paths.add(field.getKey() + "." + path));
            }
        });
        return paths;
    }
}
