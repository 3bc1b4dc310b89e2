package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.firstline.chaos.check.DriverEntry.Acknowledged;
import org.firstline.chaos.check.DriverEntry.Door;
import org.firstline.chaos.check.DriverEntry.FaultBegan;
import org.firstline.chaos.check.DriverEntry.Poison;
import org.firstline.chaos.check.DriverEntry.Poisoned;
import org.firstline.chaos.check.DriverEntry.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverLogTest {

    @TempDir
    private Path directory;

    @Test
    void what_was_written_is_read_again() {
        Path file = directory.resolve("driver.jsonl");
        try (DriverLog log = DriverLog.open(file)) {
            long event = log.sent(Door.KAFKA, "call-events", "call-1", "/platforms/p", "e-1", "t");
            log.acknowledged(event, 3, 17);
            long poison = log.poisoned(Door.KAFKA, "call-events", null, Poison.NULL_KEY, "abc");
            log.refused(poison, 0, "too large");
            log.faultEnded(log.faultBegan("kill", "intake", ""));
        }

        List<DriverEntry> read = DriverLog.read(file);

        assertThat(read).hasSize(6);
        assertThat(read.get(0)).isInstanceOf(Sent.class);
        assertThat(read.get(1)).isInstanceOfSatisfying(Acknowledged.class, answer -> {
            assertThat(answer.number()).isEqualTo(((Sent) read.get(0)).number());
            assertThat(answer.offset()).isEqualTo(17);
        });
        assertThat(read.get(2)).isInstanceOfSatisfying(Poisoned.class, poison -> assertThat(poison.key())
                .isNull());
        assertThat(read.get(4)).isInstanceOf(FaultBegan.class);
    }

    @Test
    void a_driver_that_died_in_the_middle_of_a_line_loses_only_that_line_and_goes_on_with_new_numbers()
            throws Exception {
        Path file = directory.resolve("driver.jsonl");
        long first;
        try (DriverLog log = DriverLog.open(file)) {
            first = log.sent(Door.HTTP, "call-events", "call-1", "/platforms/p", "e-1", "t");
        }
        Files.writeString(file, "{\"what\":\"ackno", StandardOpenOption.APPEND);

        assertThat(DriverLog.read(file)).hasSize(1);
        try (DriverLog log = DriverLog.open(file)) {
            log.acknowledged(first);
            assertThat(log.faultBegan("kill", "intake", "")).isGreaterThan(first);
        }
        assertThat(DriverLog.read(file)).hasSize(3);
    }
}
