package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfMemoryTest {

    @TempDir
    Path logs;

    @Test
    void a_process_that_ended_for_want_of_memory_is_told_with_how_often() throws IOException {
        write("intake.log", """
                {"level":"INFO","message":"started"}
                Terminating due to java.lang.OutOfMemoryError: Java heap space
                {"level":"INFO","message":"started"}
                Terminating due to java.lang.OutOfMemoryError: Metaspace
                """);
        write(
                "followup.log",
                "{\"message\":\"Terminating due to java.lang.OutOfMemoryError is what somebody said\"}\n");

        assertThat(OutOfMemory.in(logs)).singleElement().satisfies(violation -> {
            assertThat(violation.promise()).isEqualTo(Promise.HEAP);
            assertThat(violation.about()).isEqualTo("intake");
            assertThat(violation.what()).contains("ended 2 times");
        });
    }

    @Test
    void processes_that_were_only_killed_are_none_of_it() throws IOException {
        write("intake.log", "{\"level\":\"INFO\",\"message\":\"star");
        Files.write(logs.resolve("broker.log"), new byte[] {(byte) 0xff, '\n'});

        assertThat(OutOfMemory.in(logs)).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(logs.resolve(name), text);
    }
}
