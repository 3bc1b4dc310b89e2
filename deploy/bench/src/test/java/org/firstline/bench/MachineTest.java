package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @Test
    void this_machine_says_what_it_runs_the_data_on_and_which_versions(@TempDir Path data) throws Exception {
        try (OwnTables tables = OwnTables.empty();
                var database = OwnTables.connect()) {
            Machine machine = Machine.here(database, data);

            assertThat(machine.postgres())
                    .isEqualTo(tables.found("show server_version").getFirst());
            assertThat(machine.kafka()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(machine.storage().fileSystem())
                    .isEqualTo(Files.getFileStore(data).type());
            assertThat(machine.cores()).isPositive();
            assertThat(machine.text())
                    .contains(machine.processor(), machine.storage().text(), "PostgreSQL " + machine.postgres());
        }
    }

    @Test
    void the_processor_is_the_model_that_the_kernel_tells_of_first() {
        assertThat(Machine.processor(List.of(
                        "processor\t: 0",
                        "model\t\t: 17",
                        "model name\t: Some: Processor 9000 @ 2.40GHz",
                        "processor\t: 1",
                        "model name\t: Another")))
                .isEqualTo("Some: Processor 9000 @ 2.40GHz");
    }

    @Test
    void a_processor_without_a_model_is_told_by_its_kind() {
        assertThat(Machine.processor(List.of("processor\t: 0", "CPU part\t: 0xd0c")))
                .isEqualTo(System.getProperty("os.arch"));
        assertThat(Machine.processor(List.of("model name\t: "))).isEqualTo(System.getProperty("os.arch"));
    }
}
