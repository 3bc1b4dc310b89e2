package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteObserverTest {

    private final List<String> said = new ArrayList<>();
    private final DataDirectory data;
    private final SuiteObserver observer;

    SuiteObserverTest(@TempDir Path directory) {
        this.data = new DataDirectory(directory.resolve("data"));
        var reporter = new Reporter() {
            @Override
            public void doing(String what) {}

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
        this.observer = new SuiteObserver(data, new PortPlan(9080), ExternalServers.NONE, reporter);
    }

    @Test
    void a_child_that_died_of_a_full_disk_is_told_in_a_sentence_and_not_by_its_trace() throws IOException {
        Files.createDirectories(data.log("broker").getParent());
        Files.writeString(data.log("broker"), "java.io.IOException: No space left on device\n\tat java.base\n");

        observer.died("broker", 1, 1, Duration.ofSeconds(1));

        assertThat(observer.trouble("broker"))
                .contains(Words.of("disk-full", data.path(), data.freeMb()))
                .get()
                .isEqualTo(said.getLast());
    }

    @Test
    void a_child_that_died_of_something_else_is_not_blamed_on_the_disk() throws IOException {
        Files.createDirectories(data.log("broker").getParent());
        Files.writeString(data.log("broker"), "out of luck\n");

        observer.died("broker", 1, 1, Duration.ofSeconds(1));

        assertThat(observer.trouble("broker")).isEmpty();
        assertThat(said).containsExactly(Words.of("up-died", "broker", 1));
    }

    @Test
    void what_is_running_is_written_down_as_soon_as_it_can_be() throws IOException {
        observer.bootedUp();
        observer.started("broker", 17);
        assertThat(data.suiteFile()).doesNotExist();

        Files.createDirectories(data.path());

        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(data.suiteFile()));
        assertThat(SuiteFacts.read(data).pids()).containsEntry("broker", 17L);
    }
}
