package org.firstline.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.intake.listen.PlatformReader;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class FuzzTest {

    private static final List<byte[]> CALLBACKS = seeds("\0" + Samples.TWILIO_FORM, "\1" + Samples.CONNECT_EVENT);
    private static final List<byte[]> EVENTS = seeds(
            "\0MTc0",
            "\1f813307d-dc69-48e6-bfdd-b968b8ca1e03",
            "\2" + Samples.CALL_ANSWERED,
            "\2" + Samples.CALL_BATCH);

    @Test
    void what_platforms_send_becomes_call_events_or_is_refused_in_words() {
        assertThat(Fuzzing.stumbles(PlatformReader.class, CALLBACKS)).isEmpty();
    }

    @Test
    void what_comes_to_the_door_of_call_events_becomes_letters_or_is_refused_in_words() {
        assertThat(Fuzzing.stumbles(EnvelopeReader.class, EVENTS)).isEmpty();
    }

    private static List<byte[]> seeds(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
