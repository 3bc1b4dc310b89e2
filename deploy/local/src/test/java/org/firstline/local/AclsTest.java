package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AclsTest {

    @Test
    void call_events_are_read_by_intake_alone() {
        var readers = Acls.grants().stream()
                .filter(grant -> grant.reads().contains("call-events"))
                .map(Acls.Grant::principal);

        assertThat(readers).containsExactly("intake");
    }

    @Test
    void call_events_are_written_by_platforms_alone() {
        var writers = Acls.grants().stream()
                .filter(grant -> grant.writes().contains("call-events"))
                .map(Acls.Grant::principal);

        assertThat(writers).containsExactly("platform");
    }

    @Test
    void a_department_has_its_own_two_topics_and_no_other() {
        var grant = of("department-core-network");

        assertThat(grant.reads()).containsExactly("departments.core-network.work-orders");
        assertThat(grant.writes()).containsExactly("departments.core-network.answers");
    }

    @Test
    void every_topic_but_the_answers_and_inputs_from_outside_has_one_service_that_writes_it() {
        var services = List.of("intake", "diagnosis", "escalation", "followup");

        for (var topic : Topics.all()) {
            var writers = Acls.grants().stream()
                    .filter(grant -> grant.writes().contains(topic.name()))
                    .map(Acls.Grant::principal)
                    .toList();
            assertThat(writers).as(topic.name()).hasSize(1);
            if (!topic.name().endsWith(".answers")
                    && !List.of("call-events", "case-inputs").contains(topic.name())) {
                assertThat(services).as(topic.name()).containsAll(writers);
            }
        }
    }

    @Test
    void a_service_writes_its_own_dead_letters_only() {
        assertThat(of("diagnosis").writes()).containsExactlyInAnyOrder("diagnosis.cases", "diagnosis.dead-letters");
    }

    private static Acls.Grant of(String principal) {
        return Acls.grants().stream()
                .filter(grant -> grant.principal().equals(principal))
                .findFirst()
                .orElseThrow();
    }
}
