package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Child child;

    @BeforeEach
    void anyBeginning() {
        child = anyChild(() -> sh("true"));
    }

    @AfterEach
    void end() {
        child.end();
    }

    @Test
    void a_killed_child_is_started_again() {
        child = anyChild(() -> sh("exec sleep 600"));
        child.start();
        await().atMost(BOUND).until(() -> child.pid().isPresent());
        long first = child.pid().orElseThrow();

        child.kill9();

        await().atMost(BOUND)
                .until(() -> child.pid().filter(pid -> pid != first).isPresent());
        assertThat(heard).contains("died 137", "started");
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void a_child_that_was_taken_away_stays_away_until_it_is_brought_back() {
        child = anyChild(() -> sh("exec sleep 600"));
        child.start();
        await().atMost(BOUND).until(() -> child.pid().isPresent());

        child.takeAway();
        assertThat(child.pid()).isEmpty();
        assertThat(child.isReady()).isFalse();

        child.bringBack();
        await().atMost(BOUND).until(child::isReady);
        assertThat(heard).doesNotContain("died 137");
    }

    @Test
    void a_child_that_ends_by_itself_again_and_again_is_counted_and_its_last_words_are_kept() {
        child = anyChild(() -> sh("echo no licence; exit 3"));
        child.start();

        await().atMost(BOUND).until(() -> child.diedInARow() >= 3);

        assertThat(child.lastLines(1)).isEqualTo("no licence");
        assertThat(heard).contains("died 3");
    }

    @Test
    void what_hinders_the_start_is_told() {
        child = anyChild(() -> {
            throw new LocalTrouble("the port is taken");
        });
        child.start();

        await().atMost(BOUND).until(() -> heard.contains("cannot start: the port is taken"));
    }

    @Test
    void a_full_disk_is_told_and_the_child_is_started_when_there_is_room() {
        var room = new AtomicBoolean();
        child = anyChild(() -> {
            if (!room.get()) {
                throw new UncheckedIOException(
                        "Cannot unpack", new FileSystemException("/data/x", null, "No space left on device"));
            }
            return sh("exec sleep 600");
        });
        child.start();
        await().atMost(BOUND).until(() -> heard.contains("cannot start: " + Words.of("disk-no-room", "Cannot unpack")));

        room.set(true);

        await().atMost(BOUND).until(() -> child.isReady() && heard.contains("back"));
    }

    @Test
    void an_ended_child_is_gone_and_stays_gone() {
        child = anyChild(() -> sh("trap 'echo bye; exit 0' TERM; while :; do sleep 0.1; done"));
        child.start();
        await().atMost(BOUND).until(() -> child.pid().isPresent());
        var process = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

        child.end();

        assertThat(process.isAlive()).isFalse();
        child.bringBack();
        child.start();
        assertThat(child.pid()).isEmpty();
    }

    @Test
    void the_environment_reaches_the_child_and_not_its_command_line() {
        child = anyChild(() -> sh("echo $SECRET; exec sleep 600"));
        child.start();

        await().atMost(BOUND)
                .until(() -> Files.exists(child.log()) && child.lastLines(1).equals("hush"));
        var line = Processes.commandLine(
                ProcessHandle.of(child.pid().orElseThrow()).orElseThrow());
        assertThat(line.orElseThrow()).doesNotContain("hush");
    }

    private Child anyChild(Supplier<List<String>> command) {
        var observer = new Child.Observer() {
            @Override
            public void started(String name, long pid) {
                heard.add("started");
            }

            @Override
            public void died(String name, int exitCode, int timesInARow, Duration pause) {
                heard.add("died " + exitCode);
            }

            @Override
            public void back(String name) {
                heard.add("back");
            }

            @Override
            public void cannotStart(String name, LocalTrouble trouble, Duration pause) {
                heard.add("cannot start: " + trouble.getMessage());
            }
        };
        return new Child(
                new Child.Spec(
                        "anything",
                        command,
                        Map.of("SECRET", "hush"),
                        directory.resolve("child.log"),
                        () -> true,
                        "TERM",
                        Duration.ofSeconds(10)),
                observer);
    }

    private static List<String> sh(String script) {
        return List.of("sh", "-c", script);
    }
}
