package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.chaos.check.Pgoutput.Committed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The layout of the messages is that of PostgreSQL's manual, "Logical Replication Message Formats". */
class PgoutputTest {

    private static final int OUTBOX = 16_400;

    private final List<Committed> committed = new ArrayList<>();
    private final Pgoutput messages = new Pgoutput(committed::add);

    @FunctionalInterface
    private interface Message {
        void write(DataOutputStream out) throws IOException;
    }

    @Test
    void the_rows_of_a_transaction_come_out_at_its_commit_with_its_time_and_place() {
        begin();
        relation();
        insertion("7", null);
        insertion("8", "中文");
        assertThat(committed).isEmpty();

        commit(0x16B374D848L, 825_854_400_000_000L);

        assertThat(committed).singleElement().satisfies(transaction -> {
            assertThat(transaction.endsAt()).isEqualTo(0x16B374D848L);
            assertThat(transaction.committedAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
            assertThat(transaction.rows()).hasSize(2);
            assertThat(transaction.rows().getFirst().schema()).isEqualTo("intake");
            assertThat(transaction.rows().getFirst().columns())
                    .containsEntry("id", "7")
                    .containsEntry("causationid", null);
            assertThat(transaction.rows().getLast().columns()).containsEntry("causationid", "中文");
        });
    }

    @Test
    void a_transaction_begins_without_the_rows_of_the_one_before() {
        begin();
        relation();
        insertion("7", null);
        commit(10, 0);
        begin();
        insertion("9", null);
        commit(20, 0);

        assertThat(committed).hasSize(2);
        assertThat(committed.getLast().rows()).singleElement().satisfies(row -> assertThat(row.columns())
                .containsEntry("id", "9"));
    }

    @Test
    void a_row_of_a_table_that_was_not_described_is_an_error() {
        begin();

        assertThatThrownBy(() -> insertion("7", null)).hasMessageContaining(Integer.toString(OUTBOX));
    }

    private void begin() {
        take(out -> {
            out.writeByte('B');
            out.writeLong(1);
            out.writeLong(2);
            out.writeInt(3);
        });
    }

    private void relation() {
        take(out -> {
            out.writeByte('R');
            out.writeInt(OUTBOX);
            out.writeBytes("intake\0outbox\0d");
            out.writeShort(2);
            column(out, "id");
            column(out, "causationid");
        });
    }

    private static void column(DataOutputStream out, String name) throws IOException {
        out.writeByte(0);
        out.writeBytes(name + "\0");
        out.writeInt(25);
        out.writeInt(-1);
    }

    private void insertion(String id, @Nullable String cause) {
        take(out -> {
            out.writeByte('I');
            out.writeInt(OUTBOX);
            out.writeByte('N');
            out.writeShort(2);
            value(out, id);
            value(out, cause);
        });
    }

    private static void value(DataOutputStream out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeByte('n');
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeByte('t');
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void commit(long endsAt, long micros) {
        take(out -> {
            out.writeByte('C');
            out.writeByte(0);
            out.writeLong(endsAt - 1);
            out.writeLong(endsAt);
            out.writeLong(micros);
        });
    }

    private void take(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            message.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        messages.take(bytes.toByteArray());
    }
}
