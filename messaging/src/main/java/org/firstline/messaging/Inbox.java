package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was heard already. The identity of an event is (source, id). Our own events are kept in the order of their time, so
 * that what is new stands together, whatever has been heard in days; what others say is not believed its time.
 */
final class Inbox {

    /** Identity of a CloudEvent. */
    record Identity(String source, String id) {

        static Identity of(Letter letter) {
            return new Identity(letter.source(), letter.id());
        }
    }

    /** Where an identity stands. Sorted before it is inserted: opposite orders would deadlock. */
    private record Place(@Nullable OffsetDateTime saidAt, String source, String id) {

        private static final Comparator<Place> ORDER = Comparator.comparing(
                        Place::saidAt, Comparator.nullsFirst(Comparator.<OffsetDateTime>naturalOrder()))
                .thenComparing(Place::source)
                .thenComparing(Place::id);

        static Place of(Letter letter) {
            Instant time = letter.isOurs() ? letter.time() : null;
            return new Place(time == null ? null : time.atOffset(ZoneOffset.UTC), letter.source(), letter.id());
        }
    }

    private static final String ADMIT = """
            insert into inbox (said_at, source, id)
            select coalesce(t, '-infinity'), s, i
              from unnest($1::timestamptz[], $2::text[], $3::text[]) as row (t, s, i)
             where not exists (select from inbox_before b where b.source = s and b.id = i)
            on conflict do nothing
            returning source, id
            """;

    private Inbox() {}

    /** Remembers these identities and tells which of them are new; the others are duplicates. */
    static Uni<Set<Identity>> admit(Transaction transaction, List<Letter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        TreeSet<Place> sorted = new TreeSet<>(Place.ORDER);
        letters.forEach(letter -> sorted.add(Place.of(letter)));
        Tuple rows = Tuple.of(
                sorted.stream().map(Place::saidAt).toArray(OffsetDateTime[]::new),
                sorted.stream().map(Place::source).toArray(String[]::new),
                sorted.stream().map(Place::id).toArray(String[]::new));
        return transaction.sql().preparedQuery(ADMIT).execute(rows).map(Inbox::identities);
    }

    private static Set<Identity> identities(RowSet<Row> rows) {
        Set<Identity> fresh = HashSet.newHashSet(rows.size());
        for (Row row : rows) {
            fresh.add(new Identity(row.getString(0), row.getString(1)));
        }
        return fresh;
    }
}
