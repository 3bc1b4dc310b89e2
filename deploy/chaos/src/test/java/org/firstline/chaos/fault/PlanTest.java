package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.firstline.chaos.fault.Fault.Kind;
import org.firstline.chaos.fault.Fault.Lane;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void the_same_seed_makes_the_same_plan() {
        assertThat(Plan.of(4711, TEN_MINUTES)).isEqualTo(Plan.of(4711, TEN_MINUTES));
        assertThat(Plan.of(4711, TEN_MINUTES).text())
                .isEqualTo(Plan.of(4711, TEN_MINUTES).text());
    }

    @Test
    void another_seed_makes_another_plan() {
        assertThat(LongStream.range(0, 50).mapToObj(seed -> Plan.of(seed, TEN_MINUTES)))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_fault_is_over_before_the_load_is() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(Plan.of(seed, TEN_MINUTES).faults())
                    .isNotEmpty()
                    .allMatch(fault -> fault.at().plus(fault.lasts()).compareTo(TEN_MINUTES) < 0);
        }
    }

    @Test
    void the_faults_of_a_lane_never_meet() {
        for (Lane lane : List.of(Lane.BLOWS, Lane.WEATHER)) {
            List<Fault> faults = Plan.of(7, Duration.ofHours(1)).faults().stream()
                    .filter(fault -> fault.lane() == lane)
                    .toList();
            for (int i = 1; i < faults.size(); i++) {
                Fault before = faults.get(i - 1);
                assertThat(faults.get(i).at()).isGreaterThan(before.at().plus(before.lasts()));
            }
        }
    }

    @Test
    void an_hour_sees_every_kind_of_fault() {
        assertThat(Plan.of(7, Duration.ofHours(1)).faults())
                .extracting(Fault::kind)
                .containsAll(Arrays.asList(Kind.values()));
    }

    @Test
    void crashes_alone_come_by_every_point_of_every_service() {
        Plan plan = Plan.crashes(5, Duration.ofMinutes(5));

        assertThat(plan).isEqualTo(Plan.crashes(5, Duration.ofMinutes(5)));
        assertThat(plan.faults()).allMatch(fault -> fault.kind() == Kind.CRASH);
        for (String service : List.of("intake", "diagnosis", "escalation", "followup")) {
            for (CrashPoint point : CrashPoint.values()) {
                assertThat(plan.faults()).anyMatch(fault -> fault.target().startsWith(service + " " + point + " "));
            }
        }
    }

    @Test
    void kills_alone_strike_every_process_and_the_services_most_often() {
        Plan plan = Plan.kills(5, TEN_MINUTES);

        assertThat(plan).isEqualTo(Plan.kills(5, TEN_MINUTES));
        assertThat(plan.faults()).allMatch(fault -> fault.kind() == Kind.KILL);
        Map<String, Long> byTarget =
                plan.faults().stream().collect(Collectors.groupingBy(Fault::target, Collectors.counting()));
        assertThat(byTarget)
                .containsOnlyKeys("intake", "diagnosis", "escalation", "followup", Suite.POSTGRES, Suite.BROKER);
        assertThat(byTarget.get("intake")).isGreaterThan(byTarget.get(Suite.POSTGRES));
    }

    @Test
    void kafka_alone_is_away_for_as_long_as_one_likes() {
        Plan plan = Plan.kafkaAway(Duration.ofMinutes(60));

        assertThat(plan.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.KAFKA_AWAY);
            assertThat(fault.lasts()).isEqualTo(Duration.ofMinutes(60));
        });
    }
}
