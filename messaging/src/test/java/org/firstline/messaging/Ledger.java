package org.firstline.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A service in small: accounts are opened and added to; each addition is said on diagnosis.cases with its number. */
@ApplicationScoped
class Ledger {

    static final String TOPIC = "intake.cases";

    /** @param task open, add, or the name of a fault that {@link #faults} brings out */
    record Entry(String account, String task, int n) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Faults that are not mended yet, by the task that brings them out. */
    private final Map<String, Supplier<RuntimeException>> faults = new ConcurrentHashMap<>();

    private final Outbox outbox;
    private final Route<Entry> route;

    Ledger(PostOffice office, Outbox outbox) {
        this.outbox = outbox;
        this.route = office.route(TOPIC, Ledger::read, this::take);
    }

    @Incoming("entries")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return route.channel();
    }

    Map<String, Supplier<RuntimeException>> faults() {
        return faults;
    }

    Route<Entry> route() {
        return route;
    }

    private static Reading<Entry> read(Letter letter) {
        return switch (letter.type()) {
            case "entry" -> new Reading.Meant<>(entry(letter));
            case "other" -> new Reading.NotForUs<>();
            case "reader-bug" -> throw new IllegalStateException("secret value");
            case "reader-library" -> {
                java.util.UUID never = java.util.UUID.fromString("secret value");
                throw new IllegalStateException(never.toString());
            }
            default -> new Reading.Unknown<>();
        };
    }

    private static Entry entry(Letter letter) {
        try {
            JsonNode data = JSON.readTree(letter.data());
            if (!data.path("n").isInt()) {
                throw new Unreadable("n: expected a whole number, found something else");
            }
            return new Entry(
                    letter.key(), data.path("task").asText(), data.path("n").asInt());
        } catch (IOException e) {
            throw new Unreadable("data: expected JSON, found something else");
        }
    }

    private Uni<Taken<Entry>> take(Transaction transaction, List<Delivery<Entry>> batch) {
        String[] ids =
                batch.stream().map(d -> d.input().account()).distinct().sorted().toArray(String[]::new);
        String[] opening = batch.stream()
                .filter(d -> d.input().task().equals("open"))
                .map(d -> d.input().account())
                .distinct()
                .sorted()
                .toArray(String[]::new);
        return transaction
                .sql()
                .preparedQuery("insert into account (id) select unnest($1::text[]) on conflict do nothing")
                .execute(Tuple.of((Object) opening))
                .flatMap(v -> transaction
                        .sql()
                        .preparedQuery(
                                "select id, sequence, opened from account where id = any($1) order by id for update")
                        .execute(Tuple.of((Object) ids)))
                .flatMap(rows -> {
                    Map<String, Long> sequences = new HashMap<>();
                    Set<String> open = new HashSet<>();
                    for (Row row : rows) {
                        sequences.put(row.getString(0), row.getLong(1));
                        if (row.getBoolean(2)) {
                            open.add(row.getString(0));
                        }
                    }
                    return decide(transaction, batch, sequences, open);
                });
    }

    private Uni<Taken<Entry>> decide(
            Transaction transaction, List<Delivery<Entry>> batch, Map<String, Long> sequences, Set<String> open) {
        List<Taken.Waiting<Entry>> held = new ArrayList<>();
        Set<String> arrived = new HashSet<>();
        List<Delivery<Entry>> added = new ArrayList<>();
        boolean dataError = false;
        for (Delivery<Entry> delivery : batch) {
            Entry entry = delivery.input();
            Supplier<RuntimeException> fault = faults.get(entry.task());
            if (entry.task().equals("open")) {
                open.add(entry.account());
                arrived.add("account:" + entry.account());
            } else if (!open.contains(entry.account())) {
                held.add(new Taken.Waiting<>(delivery, "account:" + entry.account()));
            } else if (entry.task().equals("data") && fault != null) {
                dataError = true;
            } else if (fault != null) {
                throw fault.get();
            } else {
                added.add(delivery);
            }
        }
        List<Announcement> announcements = new ArrayList<>();
        for (Delivery<Entry> delivery : added) {
            String account = delivery.input().account();
            long sequence = sequences.merge(account, 1L, Long::sum);
            announcements.add(Announcement.ofCase(
                    "diagnosis.cases",
                    account,
                    "added",
                    sequence,
                    delivery.letter().identity(),
                    delivery.traceparent(),
                    transaction.at(),
                    ("{\"n\":" + delivery.input().n() + "}").getBytes(StandardCharsets.UTF_8)));
        }
        Uni<?> data = dataError
                ? transaction
                        .sql()
                        .query("select convert_from('\\xff'::bytea, 'UTF8')")
                        .execute()
                : Uni.createFrom().nullItem();
        return data.flatMap(v -> write(transaction, added, sequences, open))
                .flatMap(v -> outbox.add(transaction, announcements))
                .replaceWith(new Taken<>(held, arrived));
    }

    private Uni<Void> write(
            Transaction transaction, List<Delivery<Entry>> added, Map<String, Long> sequences, Set<String> open) {
        return Multi.createFrom()
                .iterable(sequences.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> transaction
                        .sql()
                        .preparedQuery("update account set sequence = $2, opened = $3 where id = $1")
                        .execute(Tuple.of(one.getKey(), one.getValue(), open.contains(one.getKey()))))
                .onItem()
                .ignoreAsUni()
                .flatMap(v -> transaction
                        .sql()
                        .preparedQuery("insert into journal (account, n)"
                                + " select a, n from unnest($1::text[], $2::int[]) with ordinality as row (a, n, o)"
                                + " order by o")
                        .execute(Tuple.of(
                                added.stream().map(d -> d.input().account()).toArray(String[]::new),
                                added.stream().map(d -> d.input().n()).toArray(Integer[]::new))))
                .replaceWithVoid();
    }
}
