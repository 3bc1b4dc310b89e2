package org.firstline.escalation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    private static final List<byte[]> SEEDS = Stream.of(
                    "2026-03-02T08:00:00Z f813307d-dc69-48e6-bfdd-b968b8ca1e03",
                    "f813307d-dc69-48e6-bfdd-b968b8ca1e03",
                    "access-network")
            .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    @Tag("long")
    void a_place_in_a_list_is_understood_or_refused_in_words() {
        assertThat(Fuzzing.stumbles(PlaceReader.class, SEEDS)).isEmpty();
    }
}
