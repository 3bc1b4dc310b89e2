package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.firstline.chaos.fault.Breaker;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Fault.Kind;
import org.firstline.chaos.fault.Happening;
import org.firstline.chaos.fault.Lanes;
import org.firstline.chaos.fault.Plan;
import org.firstline.chaos.load.Mix;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite under load and faults keeps every promise. */
class ChaosTest {

    /**
     * The best of the seeds below two million: its three minutes hold eleven kinds of fault, which is every one but a full
     * disk (that takes root) and Kafka away (which has a test of its own), with kills of two services, of the database and
     * of the broker, and all in time also where each recovery takes as long as on a busy machine with two processors.
     */
    private static final long SEED = 517_804;

    /** What the three minutes of this seed hold: a kind that stops happening is to fail the test. */
    private static final List<Kind> KINDS = List.of(
            Kind.KILL,
            Kind.FREEZE,
            Kind.ZOMBIE,
            Kind.CUT,
            Kind.HALF_OPEN,
            Kind.SLOW_LINK,
            Kind.ABSENT_AT_START,
            Kind.SCALE,
            Kind.CLOCK,
            Kind.HELD_TRANSACTION,
            Kind.CRASH);

    private static final List<String> KILLED = List.of("followup", "escalation", Suite.POSTGRES, Suite.BROKER);

    /** Said aloud in the report, and the fault of a slow machine alone. */
    private static final List<String> FOR_WANT_OF_TIME = List.of(Lanes.NOT_REACHED, Breaker.NEVER_CAME_BY);

    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    /** Load before Kafka is away and after it is back. */
    private static final Duration AROUND = Duration.ofMinutes(1);

    /** All of them over HTTP. */
    private static final double WITHOUT_KAFKA_PER_SECOND = 20;

    /** What {@code ./firstline chaos} sends when nobody says otherwise. */
    private static final double PER_SECOND = 50;

    private static final Duration REST = Duration.ofMinutes(15);

    @Test
    void three_minutes_of_faults_break_no_promise() throws InterruptedException {
        Result result = run(SEED, THREE_MINUTES, PER_SECOND, Plan.of(SEED, THREE_MINUTES));

        List<Fault> doneOrLate = result.happenings().stream()
                .filter(one ->
                        one.wasDone() || FOR_WANT_OF_TIME.contains(one.leftOut().orElse("")))
                .map(Happening::fault)
                .toList();
        assertThat(doneOrLate.stream().map(Fault::kind).distinct())
                .as(new Report(result).markdown())
                .containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(killed(doneOrLate)).containsExactlyInAnyOrderElementsOf(KILLED);
    }

    @Test
    void the_three_minutes_of_the_fixed_seed_hold_every_kind_of_fault_they_are_to_hold() {
        Plan plan = Plan.of(SEED, THREE_MINUTES);

        assertThat(plan.faults().stream().map(Fault::kind).distinct()).containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(killed(plan.faults())).containsExactlyInAnyOrderElementsOf(KILLED);
    }

    @Test
    @Tag("long")
    void three_minutes_without_kafka_lose_no_event_that_comes_by_http() throws InterruptedException {
        Result result =
                run(SEED + 1, THREE_MINUTES.plus(AROUND), WITHOUT_KAFKA_PER_SECOND, Plan.kafkaAway(THREE_MINUTES));

        assertThat(result.happenings()).singleElement().satisfies(away -> {
            assertThat(away.wasDone()).isTrue();
            assertThat(away.fault().kind()).isEqualTo(Kind.KAFKA_AWAY);
        });
        assertThat(result.sent().byHttp()).isPositive();
    }

    @Test
    @Tag("long")
    void ten_minutes_of_faults_that_nobody_has_seen_before_break_no_promise() throws InterruptedException {
        long seed = Long.getLong("firstline.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.println("ChaosTest seed: -Dfirstline.seed=" + seed);
        Duration load = Duration.ofMinutes(10);
        run(seed, load, PER_SECOND, Plan.of(seed, load));
    }

    private static Stream<String> killed(List<Fault> faults) {
        return faults.stream()
                .filter(fault -> fault.kind() == Kind.KILL)
                .map(Fault::target)
                .distinct();
    }

    private static Result run(long seed, Duration load, double perSecond, Plan plan) throws InterruptedException {
        Order order = new Order(
                seed,
                load,
                perSecond,
                plan,
                Mix.USUAL,
                Path.of("target", "chaos", "seed-" + seed).toAbsolutePath(),
                REST);

        Result result = new Run(order, System.out::println).go();

        assertThat(result.violations()).as(new Report(result).markdown()).isEmpty();
        assertThat(result.sent().calls()).isPositive();
        assertThat(result.counts().contacts()).isEqualTo(result.sent().calls());
        assertThat(result.counts().closed()).isEqualTo(result.sent().calls());
        assertThat(result.counts().orders()).isEqualTo(result.sent().calls());
        List<Happening> done =
                result.happenings().stream().filter(Happening::wasDone).toList();
        assertThat(done).as("faults that were done").isNotEmpty();
        return result;
    }
}
