package org.firstline.chaos.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Violation;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The checker is proven: a suite as it is keeps every promise under load and kills, and with each of six mistakes planted
 * the checker names the promise that the mistake breaks, within ten minutes.
 */
@Tag("long")
class PlantedBugsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofMinutes(5);

    /** With a mistake a suite may never come to rest. */
    private static final Duration REST_WITH_A_MISTAKE = Duration.ofSeconds(45);

    @Test
    void a_suite_without_a_mistake_keeps_every_promise() {
        try (CheckedRun run = CheckedRun.start("sound", Map.of())) {
            for (String victim :
                    List.of("intake", "diagnosis", "escalation", "followup", Suite.BROKER, Suite.POSTGRES)) {
                run.load().calls(150);
                run.kill(victim);
            }
            run.load().calls(150);

            assertThat(run.check(REST)).isEmpty();
        }
    }

    @Test
    void a_relay_with_a_cursor_is_caught() {
        caught(PlantedBug.CURSOR_RELAY, Promise.P4, run -> {
            run.load().bursts(30);
            run.kill("intake");
        });
    }

    @Test
    void an_acknowledgement_before_the_commit_is_caught() {
        caught(PlantedBug.ACK_BEFORE_COMMIT, Promise.P1, run -> {
            run.load().calls(50);
            run.suite().takeAway(Suite.POSTGRES);
            run.load().calls(100);
            run.suite().kill9("intake");
            run.suite().bringBack(Suite.POSTGRES);
            run.suite().awaitReady(Duration.ofMinutes(3));
        });
    }

    @Test
    void an_inbox_without_its_check_for_conflicts_is_caught() {
        caught(PlantedBug.INBOX_WITHOUT_CONFLICT_CHECK, Promise.P2, run -> run.load()
                .calls(200));
    }

    @Test
    void due_decisions_by_the_clock_of_a_process_are_caught() {
        Path jump = CheckedRun.directory("jump").resolve("jumped");
        caught(
                PlantedBug.JVM_CLOCK,
                Promise.P3,
                Map.of(PlantedBug.JUMP_FILE, jump.toString()),
                run -> {
                    run.load().departmentsFallSilent();
                    run.load().calls(100);
                    touch(jump);
                    run.load().calls(20);
                },
                "escalation");
    }

    @Test
    void several_relays_that_share_rows_by_skip_locked_are_caught() {
        caught(PlantedBug.SEVERAL_RELAYS_WITH_SKIP_LOCKED, Promise.P4, run -> run.load()
                .calls(400));
    }

    @Test
    void a_dead_letter_for_an_error_of_the_database_is_caught() {
        caught(PlantedBug.DEAD_LETTER_ON_A_DATABASE_ERROR, Promise.P6, run -> {
            run.load().calls(50);
            run.suite().takeAway(Suite.POSTGRES);
            run.load().calls(50);
            run.suite().bringBack(Suite.POSTGRES);
            run.suite().awaitReady(Duration.ofMinutes(3));
        });
    }

    private static void caught(PlantedBug bug, Promise promise, Consumer<CheckedRun> round) {
        caught(bug, promise, Map.of(), round);
    }

    /** Rounds of load and faults until the checker names the promise; every other violation is a consequence. */
    private static void caught(
            PlantedBug bug,
            Promise promise,
            Map<String, String> settings,
            Consumer<CheckedRun> round,
            String... services) {
        Path agent = Planter.jar(CheckedRun.directory("agent-" + bug));
        Map<String, String> environment = new TreeMap<>(settings);
        environment.putAll(Planter.environment(agent, bug, services));
        try (CheckedRun run = CheckedRun.start(bug.name(), environment)) {
            long until = System.nanoTime() + TEN_MINUTES.toNanos();
            List<Violation> violations;
            do {
                round.accept(run);
                violations = run.check(REST_WITH_A_MISTAKE);
            } while (violations.stream().noneMatch(one -> one.promise() == promise) && System.nanoTime() < until);

            assertThat(violations).as(bug + " breaks " + promise).anyMatch(one -> one.promise() == promise);
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
