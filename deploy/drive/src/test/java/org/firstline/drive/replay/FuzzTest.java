package org.firstline.drive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    @Tag("long")
    void any_file_is_an_incident_log_or_refused_in_a_sentence() throws IOException {
        String start = Files.readString(Samples.LOG).lines().limit(20).collect(Collectors.joining("\n"));

        assertThat(Fuzzing.stumbles(IncidentLogReader.class, List.of(start.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }
}
