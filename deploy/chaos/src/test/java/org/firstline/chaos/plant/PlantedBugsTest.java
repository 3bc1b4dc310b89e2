package org.firstline.chaos.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
    private static final Duration REST_WITH_A_MISTAKE = Duration.ofSeconds(60);

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
        caught(PlantedBug.CURSOR_RELAY, Promise.P4, "found it nowhere|in the order of their commits", run -> {
            try (StalledWriters ignored = StalledWriters.begin(run.suite())) {
                run.load().bursts(20);
            }
        });
    }

    @Test
    void an_acknowledgement_before_the_commit_is_caught() {
        caught(PlantedBug.ACK_BEFORE_COMMIT, Promise.P1, "found that it never did|expected one contact", run -> {
            unnoticedWithoutAFault(run);
            run.suite().takeAway(Suite.POSTGRES);
            run.load().calls(100);
            run.suite().kill9("intake");
            run.suite().bringBack(Suite.POSTGRES);
            run.suite().awaitReady(Duration.ofMinutes(3));
        });
    }

    @Test
    void an_inbox_without_its_check_for_conflicts_is_caught() {
        caught(PlantedBug.INBOX_WITHOUT_CONFLICT_CHECK, Promise.P2, "to be worked on once", run -> run.load()
                .calls(200));
    }

    @Test
    void due_decisions_by_the_clock_of_a_process_are_caught() {
        Path jump = CheckedRun.directory("jump").resolve("jumped");
        caught(
                PlantedBug.JVM_CLOCK,
                Promise.P3,
                "before its time|by the database's clock",
                Map.of(PlantedBug.JUMP_FILE, jump.toString()),
                run -> {
                    run.load().departmentsFallSilent();
                    unnoticedWithoutAFault(run);
                    touch(jump);
                    run.load().calls(20);
                },
                "escalation");
    }

    @Test
    void several_relays_that_share_rows_by_skip_locked_are_caught() {
        caught(
                PlantedBug.SEVERAL_RELAYS_WITH_SKIP_LOCKED,
                Promise.P4,
                "in the order of their commits",
                run -> run.load().calls(400));
    }

    @Test
    void a_dead_letter_for_an_error_of_the_database_is_caught() {
        caught(PlantedBug.DEAD_LETTER_ON_A_DATABASE_ERROR, Promise.P6, "nothing is wrong with", run -> {
            unnoticedWithoutAFault(run);
            run.during(() -> run.load().calls(300), () -> {
                for (int kill = 0; kill < 3; kill++) {
                    run.kill(Suite.POSTGRES);
                }
            });
        });
    }

    /** The mistake does not show as long as nothing goes wrong: it is no plain breakage that is found. */
    private static void unnoticedWithoutAFault(CheckedRun run) {
        if (run.rounds() == 0) {
            run.load().calls(50);
            assertThat(run.check(REST)).isEmpty();
        }
    }

    private static void caught(PlantedBug bug, Promise promise, String how, Consumer<CheckedRun> round) {
        caught(bug, promise, how, Map.of(), round);
    }

    /**
     * Rounds of load and faults until the checker names the promise; every other violation is a consequence.
     *
     * @param how what it must say of it, a regular expression: that a slow machine did not come to rest is not enough
     */
    private static void caught(
            PlantedBug bug,
            Promise promise,
            String how,
            Map<String, String> settings,
            Consumer<CheckedRun> round,
            String... services) {
        Path agent = Planter.jar(CheckedRun.directory("agent-" + bug));
        Map<String, String> environment = new TreeMap<>(settings);
        environment.putAll(Planter.environment(agent, bug, services));
        try (CheckedRun run = CheckedRun.start(bug.name(), environment)) {
            long until = System.nanoTime() + TEN_MINUTES.toNanos();
            Predicate<Violation> meant = one -> one.promise() == promise
                    && Pattern.compile(how).matcher(one.what()).find();
            List<Violation> violations;
            do {
                round.accept(run);
                violations = run.check(REST_WITH_A_MISTAKE);
            } while (violations.stream().noneMatch(meant) && System.nanoTime() < until);

            assertThat(violations).as(bug + " breaks " + promise).anyMatch(meant);
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
