package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts, each by itself. */
class PiecesTest {

    @Test
    void sealed_bytes_open_with_their_key_only_and_only_unchanged() {
        byte[] plain = Records.utf8("a secret");
        Seal seal = Seal.of(new byte[32]);
        byte[] sealed = seal.close(plain);

        assertThat(seal.open(sealed)).isEqualTo(plain);
        assertThat(sealed).isNotEqualTo(seal.close(plain));
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> Seal.of(other).open(sealed)).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> seal.open(new byte[5])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Seal.of(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_parcel_comes_out_of_its_packing_as_it_went_in() {
        Parcel parcel = Records.with(
                Records.with(Records.entry("k", "add", 1), "x".repeat(70_000), "long name"), "traceparent", "t");

        Parcel back = Parcel.unpack(parcel.pack());

        assertThat(back).usingRecursiveComparison().isEqualTo(parcel);
        Parcel bare = Records.parcel(null, List.of(), null);
        assertThat(Parcel.unpack(bare.pack())).usingRecursiveComparison().isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db.example",
                "jdbc:postgresql://db.example/firstline",
                "mysql://db.example/firstline",
                "postgresql://db.example",
                "postgresql://db.example/",
                "postgresql://db.example/one/two",
                "postgresql://somebody:word@db.example/firstline",
                "postgresql://db example/firstline"
            })
    void what_is_no_database_url_is_refused_with_what_one_looks_like(String value) {
        assertThatThrownBy(() -> new DatabaseUrl(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://host:port/name");
    }

    @Test
    void a_database_url_keeps_its_options_beside_the_schema() {
        assertThat(new DatabaseUrl("postgresql://db.example/firstline").jdbc("intake"))
                .isEqualTo("jdbc:postgresql://db.example/firstline?currentSchema=intake");
        assertThat(new DatabaseUrl("postgresql://db.example:5433/firstline?sslmode=require").jdbc("intake"))
                .isEqualTo("jdbc:postgresql://db.example:5433/firstline?sslmode=require&currentSchema=intake");
    }

    @Test
    void a_held_letter_keeps_its_place_on_its_topic() {
        Letter letter = Letter.read(Records.entry("k", "add", 1));

        Letter back = Letter.read(letter.asParcel());

        assertThat(back).usingRecursiveComparison().isEqualTo(letter);
        assertThat(back.origin()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "40001", "55P03", "25006", "42P01", "42703", "42501", "XX000"})
    void a_database_that_is_not_as_it_should_be_is_no_fault_of_the_message(String state) {
        assertThat(Faults.kind(postgres(state))).isEqualTo(Faults.Kind.SERVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "22P02", "42804", "54000", "P0001", "21000"})
    void data_that_the_database_refuses_is_the_messages_fault(String state) {
        assertThat(Faults.kind(postgres(state))).isEqualTo(Faults.Kind.MESSAGE);
    }

    @Test
    void failures_are_told_apart_by_what_they_are() {
        assertThat(Faults.kind(new ConnectException("refused"))).isEqualTo(Faults.Kind.SERVER);
        assertThat(Faults.kind(new IOException("reset"))).isEqualTo(Faults.Kind.SERVER);
        assertThat(Faults.kind(new CompletionException(new ConnectException()))).isEqualTo(Faults.Kind.SERVER);
        assertThat(Faults.kind(new IllegalStateException("Retries exhausted: 20/20", postgres("40P01"))))
                .isEqualTo(Faults.Kind.SERVER);
        assertThat(Faults.kind(new StackOverflowError())).isEqualTo(Faults.Kind.MESSAGE);
        assertThat(Faults.kind(new OutOfMemoryError())).isEqualTo(Faults.Kind.SERVER);
        assertThat(Faults.kind(catching(
                        () -> List.of(1, 1).stream().collect(java.util.stream.Collectors.toMap(i -> i, i -> i)))))
                .isEqualTo(Faults.Kind.UNCLEAR);
        assertThat(Faults.kind(new RuntimeException("who knows"))).isEqualTo(Faults.Kind.UNCLEAR);
    }

    @Test
    void no_description_of_a_failure_quotes_a_value() {
        PgException failure = new PgException("duplicate key", "ERROR", "23505", "Key (phone)=(13800000000) exists");

        assertThat(Faults.describe(failure)).isEqualTo("PgException 23505");
        assertThat(Faults.withoutValues(new IllegalStateException("phone 13800000000", failure))
                        .toString())
                .doesNotContain("1380000");
        assertThat(Faults.reason((RuntimeException) catching(() -> UUID.fromString("13800000000-x"))))
                .doesNotContain("1380000");
    }

    @Test
    void a_round_that_fails_or_answers_nothing_does_not_end_its_loop() {
        Vertx vertx = Vertx.vertx();
        try {
            AtomicInteger rounds = new AtomicInteger();
            Loop loop = Loop.start(vertx, "a test", Duration.ofMillis(1), () -> {
                switch (rounds.incrementAndGet()) {
                    case 1:
                        throw new StackOverflowError();
                    case 2:
                        return Uni.createFrom().failure(new IOException());
                    case 3:
                        return Uni.createFrom().nullItem();
                    case 4:
                        return Uni.createFrom().item(true);
                    default:
                        return Uni.createFrom().item(false);
                }
            });

            await().until(() -> rounds.get() > 6);
            loop.stop();
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_watch_has_a_second_round_under_way_only_while_there_is_more_than_one_can_take() {
        Vertx vertx = Vertx.vertx();
        try {
            BlockingQueue<UniEmitter<? super Found>> underWay = new LinkedBlockingQueue<>();
            AtomicInteger most = new AtomicInteger();
            Loop.watching(
                    vertx,
                    "a test",
                    Duration.ofMillis(1),
                    () -> Uni.createFrom().item(true),
                    () -> Uni.createFrom().<Found>emitter(round -> {
                        underWay.add(round);
                        most.accumulateAndGet(underWay.size(), Math::max);
                    }));

            await().until(() -> underWay.size() == 1);
            underWay.remove().complete(Found.FULL);
            await().until(() -> underWay.size() == 2);
            underWay.remove().complete(Found.FULL);
            await().until(() -> underWay.size() == 2);
            for (int round = 0; round < 20; round++) {
                await().until(() -> !underWay.isEmpty());
                underWay.remove().complete(Found.SOME);
            }

            assertThat(most).hasValue(2);
            await().until(() -> underWay.size() == 1);
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_watch_that_found_something_looks_again_without_asking_whether_anything_is_there() {
        Vertx vertx = Vertx.vertx();
        try {
            AtomicInteger asked = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            Loop.watching(
                    vertx,
                    "a test",
                    Duration.ofMillis(1),
                    () -> Uni.createFrom().item(asked.incrementAndGet() <= 2),
                    () -> Uni.createFrom().item(taken.incrementAndGet() % 4 == 0 ? Found.NOTHING : Found.SOME));

            await().until(() -> asked.get() > 4);

            assertThat(taken).hasValue(8);
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_sweep_goes_on_behind_full_rounds_and_begins_anew_after_any_other_and_after_many() {
        Sweep<Integer> sweep = new Sweep<>();
        assertThat(sweep.from()).isNull();

        sweep.full(1);
        assertThat(sweep.from()).isEqualTo(1);
        sweep.anew();
        assertThat(sweep.from()).isNull();

        for (int round = 1; round < Sweep.MOST_ROUNDS; round++) {
            sweep.full(round);
            assertThat(sweep.from()).isEqualTo(round);
        }
        sweep.full(Sweep.MOST_ROUNDS);
        assertThat(sweep.from()).isNull();
    }

    @Test
    void what_only_counts_rests_the_longer_the_more_there_is_to_count() {
        Vertx vertx = Vertx.vertx();
        try {
            Duration pause = Duration.ofSeconds(15);
            Loop counting = Loop.counting(
                    vertx, "counting", pause, () -> Uni.createFrom().voidItem());
            Loop watching =
                    Loop.start(vertx, "watching", pause, () -> Uni.createFrom().item(false));

            assertThat(counting.rest(Duration.ofMillis(20))).isEqualTo(pause);
            assertThat(counting.rest(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(396));
            assertThat(watching.rest(Duration.ofSeconds(4))).isEqualTo(pause);
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_trace_parent_is_taken_only_when_it_is_one() {
        Map<String, Boolean> cases = Map.of(
                "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01",
                true,
                "00-" + "0".repeat(32) + "-" + "b".repeat(16) + "-01",
                false,
                "00-" + "a".repeat(32) + "-" + "0".repeat(16) + "-01",
                false,
                "00-" + "A".repeat(32) + "-" + "b".repeat(16) + "-01",
                false,
                "'; drop table case",
                false);

        cases.forEach((text, valid) -> assertThat(Trace.isValid(text)).as(text).isEqualTo(valid));
    }

    private static PgException postgres(String state) {
        return new PgException("message", "ERROR", state, "detail");
    }

    private static Throwable catching(Runnable task) {
        return org.assertj.core.api.Assertions.catchThrowable(task::run);
    }

    @Test
    void a_case_goes_on_in_its_own_trace_whatever_sets_it_going() {
        Trace trace = new Trace(OpenTelemetry.noop(), true);
        String own = trace.mark("intake.cases", "case", null);
        String later = own.substring(0, 36) + "00f067aa0ba902b7-00";
        String foreign = trace.mark("departments.answers", "order", null);

        assertThat(trace.onward(null, own)).isEqualTo(own);
        assertThat(trace.onward(own, null)).isEqualTo(own);
        assertThat(trace.onward(own, later)).isEqualTo(later);
        assertThat(trace.onward(own, foreign)).isEqualTo(own);
        assertThat(trace.onward(null, null)).isNull();
    }

    @Test
    void what_sets_a_case_going_from_outside_is_linked_to_in_the_trace_of_the_case() {
        List<SpanData> ended = new ArrayList<>();
        try (SdkTracerProvider spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Kept(ended)))
                .build()) {
            Trace trace = new Trace(
                    OpenTelemetrySdk.builder().setTracerProvider(spans).build(), false);
            String own = trace.mark("intake.cases", "case", null);
            String foreign = trace.mark("departments.answers", "order", null);

            String onward = String.valueOf(trace.onward(own, foreign));

            assertThat(onward).startsWith(own.substring(0, 36)).isNotEqualTo(own);
            SpanData last = ended.getLast();
            assertThat(last.getParentSpanId()).isEqualTo(own.substring(36, 52));
            assertThat(last.getLinks()).singleElement().satisfies(link -> assertThat(
                            link.getSpanContext().getTraceId())
                    .isEqualTo(foreign.substring(3, 35)));
        }
    }

    /** Keeps what is exported. */
    private record Kept(List<SpanData> ended) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
