package org.firstline.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    private static final List<byte[]> SEEDS = Stream.of(
                    "\0MjAyNi0wMy0wMlQwODowMDowMFo",
                    "\1\"3\"",
                    "\2key-1",
                    "\3200",
                    "\4/cases/f813307d-dc69-48e6-bfdd-b968b8ca1e03?after=x",
                    "\5{\"name\":\"n\",\"number\":1,\"at\":\"2026-03-02T08:00:00Z\",\"colour\":\"RED\",\"yes\":true,"
                            + "\"id\":\"f813307d-dc69-48e6-bfdd-b968b8ca1e03\",\"many\":[\"a\"],\"inner\":{\"text\":\"t\"}}",
                    "\6{\"within\":\"PT30M\",\"request\":{\"name\":\"contract\",\"number\":1}}")
            .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    @Tag("long")
    void what_callers_write_is_understood_or_refused_in_words() {
        assertThat(Fuzzing.stumbles(RequestReader.class, SEEDS)).isEmpty();
    }
}
