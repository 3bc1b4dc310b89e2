package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own: the clock of this one is not to be touched. */
class ClockAgentTest {

    @TempDir
    Path directory;

    @Test
    void a_running_program_hears_another_time_and_then_the_right_one_again() throws IOException {
        Clocks clocks = Clocks.in(directory);
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WhatTimeIsIt.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Scanner answers = new Scanner(program.getInputStream())) {
            assertThat(ahead(program, answers)).isLessThan(Duration.ofMinutes(30));

            assertThat(clocks.shift(program.pid(), Duration.ofHours(1))).isEmpty();
            assertThat(ahead(program, answers)).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(90));

            assertThat(clocks.shift(program.pid(), Duration.ofHours(-1))).isEmpty();
            assertThat(ahead(program, answers)).isBetween(Duration.ofMinutes(-61), Duration.ofMinutes(-30));

            assertThat(clocks.shift(program.pid(), Duration.ZERO)).isEmpty();
            assertThat(ahead(program, answers)).isBetween(Duration.ofMinutes(-30), Duration.ofMinutes(30));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void every_way_of_asking_is_changed_and_nothing_else() throws IOException {
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(WhatTimeIsIt.class.getResourceAsStream("WhatTimeIsIt.class"))) {
            bytes = in.readAllBytes();
        }

        byte[] shifted = ClockAgent.shifted(WhatTimeIsIt.class.getClassLoader(), bytes);

        assertThat(new String(shifted, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(ClockAgent.AHEAD_MS);
    }

    /** How far the program's own two ways of asking are ahead of ours; both say the same. */
    private static Duration ahead(Process program, Scanner answers) throws IOException {
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
        Instant now = Instant.now();
        Duration byInstant = Duration.between(now, Instant.parse(answers.next()));
        Duration byMillis = Duration.between(now, Instant.ofEpochMilli(answers.nextLong()));
        assertThat(byInstant.minus(byMillis).abs()).isLessThan(Duration.ofMinutes(20));
        return byInstant;
    }
}
