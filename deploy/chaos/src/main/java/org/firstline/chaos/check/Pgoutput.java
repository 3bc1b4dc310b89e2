package org.firstline.chaos.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what PostgreSQL's own output plug-in {@code pgoutput} (protocol version 1) says of committed transactions, one
 * message at a time. Only insertions are looked at.
 */
final class Pgoutput {

    /** Microseconds count from there. */
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /**
     * A transaction that was committed.
     *
     * @param endsAt position in the log behind it
     */
    record Committed(long endsAt, Instant committedAt, List<Inserted> rows) {}

    /** A row, its columns as text. */
    record Inserted(String schema, Map<String, @Nullable String> columns) {}

    private record Relation(String schema, List<String> columns) {}

    private final Map<Integer, Relation> relations = new HashMap<>();
    private final Consumer<Committed> committed;
    private List<Inserted> rows = new ArrayList<>();

    Pgoutput(Consumer<Committed> committed) {
        this.committed = committed;
    }

    void take(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        switch (in.get()) {
            case 'B' -> rows = new ArrayList<>();
            case 'R' -> relation(in);
            case 'I' -> rows.add(insertion(in));
            case 'C' -> {
                in.get();
                in.getLong();
                long endsAt = in.getLong();
                Instant at = POSTGRES_EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
                committed.accept(new Committed(endsAt, at, List.copyOf(rows)));
            }
            default -> {}
        }
    }

    private void relation(ByteBuffer in) {
        int id = in.getInt();
        String schema = text(in);
        text(in);
        in.get();
        int count = in.getShort();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.get();
            columns.add(text(in));
            in.getInt();
            in.getInt();
        }
        relations.put(id, new Relation(schema, columns));
    }

    private Inserted insertion(ByteBuffer in) {
        int id = in.getInt();
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new IllegalStateException("expected a table to be described before its rows, found number " + id);
        }
        in.get();
        int count = in.getShort();
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String column = relation.columns().get(i);
            byte kind = in.get();
            switch (kind) {
                case 'n' -> columns.put(column, null);
                case 't' -> {
                    byte[] value = new byte[in.getInt()];
                    in.get(value);
                    columns.put(column, new String(value, StandardCharsets.UTF_8));
                }
                default ->
                    throw new IllegalStateException(
                            "expected column " + column + " as text or null, found kind " + (char) kind);
            }
        }
        return new Inserted(relation.schema(), columns);
    }

    private static String text(ByteBuffer in) {
        int from = in.position();
        while (in.get() != 0) {
            continue;
        }
        byte[] bytes = new byte[in.position() - from - 1];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
