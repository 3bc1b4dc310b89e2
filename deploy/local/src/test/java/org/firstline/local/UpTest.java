package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a person runs it: a process of its own, ended by signals. */
class UpTest {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final int portBase = Suite.freePortBase();
    private Path project;

    @BeforeEach
    void project() {
        project = StandInService.installation(directory.resolve("project"));
    }

    @AfterEach
    void nothing_stays() {
        Orphans.stop(Orphans.of(new DataDirectory(data())));
        LocalPostgres.stopPredecessor(new DataDirectory(data()).postgres());
    }

    @Test
    void a_signal_stops_everything_and_leaves_no_process() throws Exception {
        var up = up("first");
        awaitReady("first");
        var children = children();

        Processes.signal("TERM", up.pid());

        assertEnds(up);
        assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
        assertThat(output("first")).doesNotContain("Exception");
    }

    @Test
    void after_a_kill_of_the_supervisor_a_new_start_clears_away_what_it_left_and_finds_its_data() throws Exception {
        var up = up("first");
        awaitReady("first");
        var orphans = children();
        up.destroyForcibly();
        assertEnds(up);
        assertThat(orphans).allMatch(ProcessHandle::isAlive);

        var again = up("second");
        awaitReady("second");

        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        Processes.signal("TERM", again.pid());
        assertEnds(again);
    }

    @Test
    void a_second_up_ends_with_one_clear_sentence() throws Exception {
        var up = up("first");
        awaitReady("first");

        var second = up("second");

        assertEnds(second);
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second")).contains(Long.toString(up.pid())).doesNotContain("\tat ");
        Processes.signal("TERM", up.pid());
        assertEnds(up);
    }

    private Process up(String name) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfirstline.root=" + project,
                        "-XX:TieredStopAtLevel=1",
                        Firstline.class.getName(),
                        "up",
                        "--data",
                        data().toString(),
                        "--port-base",
                        Integer.toString(portBase))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".out").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("FIRSTLINE_LANGUAGE", "en");
        return builder.start();
    }

    /** Waits on the process itself: its handle may call it dead a moment before it has an exit value. */
    private static void assertEnds(Process process) throws InterruptedException {
        assertThat(process.waitFor(BOUND)).isTrue();
    }

    private void awaitReady(String name) {
        await().atMost(BOUND).until(() -> output(name).contains("Ready after"));
    }

    private String output(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".out"));
    }

    private List<ProcessHandle> children() {
        var running = RunningSuite.read(data());
        return Stream.of("intake", "diagnosis", "escalation", "followup", Suite.BROKER, Suite.POSTGRES)
                .map(child -> ProcessHandle.of(running.pid(child).orElseThrow()).orElseThrow())
                .toList();
    }

    private Path data() {
        return directory.resolve("data");
    }
}
