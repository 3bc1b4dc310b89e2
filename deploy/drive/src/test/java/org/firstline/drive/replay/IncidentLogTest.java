package org.firstline.drive.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.firstline.local.LocalTrouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentLogTest {

    private static final String HEADER = String.join(",", IncidentLog.COLUMNS);

    @TempDir
    Path directory;

    @Test
    void the_sample_is_read_whole() {
        IncidentLog log = IncidentLog.read(Samples.LOG);

        assertThat(log.rows()).isEqualTo(498);
        assertThat(log.skipped()).isZero();
        assertThat(log.incidents()).hasSize(60).allMatch(Incident::isComplete);
    }

    @Test
    void rows_stand_in_the_order_in_which_they_happened() throws IOException {
        Path file = file(HEADER + "\n"
                + "INC2,Active,0,0,3,2016-03-01T08:05:00,Phone,,,,2,2,3,\n"
                + "INC1,Closed,0,0,9,2016-03-01T09:00:00,Phone,,,,2,2,3,\n"
                + "INC1,Resolved,0,0,2,2016-03-01T08:00:00,Phone,,,,2,2,3,\n"
                + "INC1,New,0,0,1,2016-03-01T08:00:00,Phone,,,,2,2,3,\n");

        IncidentLog log = IncidentLog.read(file);

        assertThat(log.incidents()).extracting(Incident::number).containsExactly("INC1", "INC2");
        assertThat(log.incidents().getFirst().rows())
                .extracting(Row::state)
                .containsExactly(Row.State.NEW, Row.State.RESOLVED, Row.State.CLOSED);
    }

    @Test
    void a_state_that_is_none_is_skipped_and_counted() throws IOException {
        Path file = file(HEADER + "\n"
                + "INC1,New,0,0,1,2016-03-01T08:00:00,Phone,,,,2,2,3,\n"
                + "INC1,-100,0,0,2,2016-03-01T08:01:00,Phone,,,,2,2,3,\n");

        IncidentLog log = IncidentLog.read(file);

        assertThat(log.rows()).isEqualTo(2);
        assertThat(log.skipped()).isEqualTo(1);
    }

    @Test
    void a_gzipped_log_is_read_whatever_it_is_called() throws IOException {
        Path file = directory.resolve("log");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "\nINC1,New,0,0,1,2016-03-01T08:00:00,Phone,,,,2,2,3,\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(IncidentLog.read(file).incidents()).hasSize(1);
    }

    @Test
    void what_is_wrong_with_a_file_is_said_in_a_sentence() throws IOException {
        assertThatThrownBy(() -> IncidentLog.read(directory.resolve("absent.csv")))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("absent.csv");
        assertThatThrownBy(() -> IncidentLog.read(directory))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining(directory.toString());
        refuses("", "log");
        refuses("\u0000\u0001binary\n", "number, incident_state", "?");
        refuses("name,age\nLi,30\n", "sys_updated_at", "name, age");
        refuses(HEADER.replace("reopen_count,", "") + "\n", "reopen_count");
        refuses(HEADER + "\n", "0");
        refuses(HEADER + "\nINC1,New,0\n", "2", "14", "3");
        refuses(HEADER + "\nINC1,New,many,0,1,2016-03-01T08:00:00,Phone,,,,2,2,3,\n", "reassignment_count", "many");
        refuses(HEADER + "\nINC1,New,0,0,1,yesterday,Phone,,,,2,2,3,\n", "sys_updated_at", "yesterday");
        refuses(HEADER + "\nINC1,New,0,0,1,2016-03-01T08:00:00,Phone,,,,7,2,3,\n", "impact", "7");
    }

    @Test
    void bytes_that_are_no_text_and_half_a_gzip_are_told_apart() throws IOException {
        Path noText = directory.resolve("no-text.csv");
        Files.write(noText, new byte[] {'a', (byte) 0xff, (byte) 0xfe, '\n'});
        Path damaged = directory.resolve("damaged.csv.gz");
        Files.write(damaged, new byte[] {0x1f, (byte) 0x8b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThatThrownBy(() -> IncidentLog.read(noText))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> IncidentLog.read(damaged))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("gzip");
    }

    private void refuses(String content, String... said) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> IncidentLog.read(file))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContainingAll(said);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("log.csv"), content);
    }
}
