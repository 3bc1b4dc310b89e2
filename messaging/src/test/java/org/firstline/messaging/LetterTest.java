package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes: what is a CloudEvent, what is the sender's mistake, and what is ours. */
class LetterTest {

    private static final int ROUNDS = 4_000;
    private static final List<String> GOOD = List.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            "1",
            "ce_source",
            "/test",
            "ce_type",
            "entry",
            "content-type",
            "application/json");
    private static final String STRUCTURED =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/test\",\"type\":\"entry\","
                    + "\"time\":\"2026-03-02T00:14:05Z\",\"sequence\":3,\"data\":{\"task\":\"add\"}}";

    private static Parcel structured(String body) {
        return Records.parcel("k", List.of("content-type", "application/cloudevents+json; charset=UTF-8"), body);
    }

    @Test
    void both_modes_are_read_alike() {
        Letter binary = Letter.read(Records.parcel("k", GOOD, "{\"task\":\"add\"}"));
        Letter structured = Letter.read(structured(STRUCTURED));

        assertThat(structured.identity()).isEqualTo(binary.identity()).isEqualTo("/test#1");
        assertThat(structured.type()).isEqualTo(binary.type());
        assertThat(structured.data()).isEqualTo(binary.data());
        assertThat(structured.sequence()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{}",
                "{\"specversion\":\"9.9\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":1.0,\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":null,\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"time\":\"now\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data\":{},\"data_base64\":\"e30=\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data_base64\":\"?\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data_base64\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"Not-A-Name\":\"x\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"datacontenttype\":\"text/plain\",\"data\":{}}"
            })
    void a_structured_body_that_is_no_event_is_the_senders_mistake(String body) {
        assertThatThrownBy(() -> Letter.read(structured(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("expected");
    }

    @Test
    void a_body_nested_deeper_than_anybody_means_is_the_senders_mistake() {
        String body = STRUCTURED.replace("{\"task\":\"add\"}", "[".repeat(20_000) + "]".repeat(20_000));

        assertThatThrownBy(() -> Letter.read(structured(body))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type"})
    void an_attribute_that_is_missing_or_empty_or_has_no_value_is_the_senders_mistake(String name) {
        for (byte @Nullable [] value : new byte @Nullable [][] {null, {}, Records.utf8("\u0000 \ud800")}) {
            assertThatThrownBy(() -> Letter.read(with(name, value)))
                    .as("with %s", (Object) value)
                    .isInstanceOf(Unreadable.class);
        }
        assertThatThrownBy(() -> Letter.read(without(name))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/departments/access-network, departments.access-network.answers",
        "/departments/access-network/north, departments.access-network.answers",
        "/field-tools/7, departments.access-network.answers",
        "/departments, departments.access-network.answers",
        "/firstline/intake, intake.cases"
    })
    void who_speaks_in_their_own_name_is_heard(String source, String topic) {
        assertThat(Letter.read(from(source, topic)).source()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "/departments/access-network, departments.access.answers",
        "/departments/access, departments.access-network.answers",
        "/departments/access-network/north, departments.core-network.answers",
        "/departments/, departments.core-network.answers",
        "/departments//core-network, departments.core-network.answers",
        "/departments/core-network, call-events",
        "/departments/core-network, case-inputs",
        "/firstline/intake, departments.core-network.answers",
        "/firstline/escalation, intake.cases"
    })
    void nobody_speaks_in_anothers_name(String source, String topic) {
        assertThatThrownBy(() -> Letter.read(from(source, topic)))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("source: expected the sender's own");
    }

    private static Parcel from(String source, String topic) {
        Parcel parcel = Records.with(Records.parcel("k", GOOD, "{}"), "ce_source", source);
        return new Parcel(
                topic,
                parcel.partition(),
                parcel.position(),
                parcel.recordedAt(),
                parcel.key(),
                parcel.labels(),
                parcel.value());
    }

    /** Kafka allows headers without a value; one that we do not need does not spoil the event. */
    @ParameterizedTest
    @ValueSource(strings = {"content-type", "ce_subject", "ce_anything", "something"})
    void a_header_without_a_value_that_is_not_needed_is_passed_over(String name) {
        assertThat(Letter.read(with(name, null)).id()).isEqualTo("1");
    }

    @Test
    void a_fault_of_our_own_is_not_taken_for_a_broken_message() {
        List<Parcel.Label> faulty = new AbstractList<>() {
            @Override
            public Parcel.Label get(int index) {
                throw new UnsupportedOperationException("a fault of ours");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Parcel parcel = new Parcel("t", 0, 1, Instant.EPOCH, Records.utf8("k"), faulty, Records.utf8("{}"));

        assertThatThrownBy(() -> Letter.read(parcel)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** Whatever a sender may do to a record: it is read, or it is unreadable. */
    @Test
    void nothing_a_sender_does_looks_like_a_fault_of_ours() {
        Random random = new Random(20260302);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Parcel whole = round % 2 == 0 ? structured(STRUCTURED) : Records.parcel("k", GOOD, "{\"task\":\"add\"}");
            List<Parcel.Label> labels = new ArrayList<>();
            for (Parcel.Label label : whole.labels()) {
                switch (random.nextInt(12)) {
                    case 0 -> {}
                    case 1 -> labels.add(new Parcel.Label(label.name(), null));
                    case 2 -> labels.add(new Parcel.Label(spoilt(label.name(), random), label.value()));
                    case 3 -> labels.add(new Parcel.Label(label.name(), spoilt(label.value(), random)));
                    default -> labels.add(label);
                }
            }
            byte[] value = random.nextBoolean() ? whole.value() : spoilt(whole.value(), random);
            try {
                Letter.read(new Parcel("t", 0, round, Instant.EPOCH, Records.utf8("k"), labels, value));
                read++;
            } catch (Unreadable sendersMistake) {
                assertThat(sendersMistake).hasMessageContaining("expected");
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private static String spoilt(String text, Random random) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
    }

    private static byte[] spoilt(byte @Nullable [] bytes, Random random) {
        byte[] other = bytes == null ? new byte[1] : bytes.clone();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            other[random.nextInt(other.length)] = (byte) random.nextInt(256);
        }
        return other;
    }

    private static Parcel without(String name) {
        Parcel good = Records.parcel("k", GOOD, "{}");
        return labelled(good.labels().stream()
                .filter(label -> !label.name().equals(name))
                .toList());
    }

    private static Parcel with(String name, byte @Nullable [] value) {
        List<Parcel.Label> labels = new ArrayList<>(without(name).labels());
        labels.add(new Parcel.Label(name, value));
        return labelled(labels);
    }

    private static Parcel labelled(List<Parcel.Label> labels) {
        return new Parcel("t", 0, 1, Instant.EPOCH, Records.utf8("k"), labels, Records.utf8("{}"));
    }
}
