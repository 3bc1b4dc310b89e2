package org.firstline.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was heard already. */
final class Inbox {

    /** Identity of a CloudEvent. Sorted before it is inserted: opposite orders would deadlock. */
    record Identity(String source, String id) implements Comparable<Identity> {

        static Identity of(Letter letter) {
            return new Identity(letter.source(), letter.id());
        }

        @Override
        public int compareTo(Identity other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : id.compareTo(other.id);
        }
    }

    private static final String ADMIT = """
            insert into inbox (source, id)
            select s, i from unnest($1::text[], $2::text[]) as row (s, i)
            on conflict do nothing
            returning source, id
            """;

    private Inbox() {}

    /** Remembers these identities and tells which of them are new; the others are duplicates. */
    static Uni<Set<Identity>> admit(Transaction transaction, List<Letter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        TreeSet<Identity> sorted = new TreeSet<>();
        letters.forEach(letter -> sorted.add(Identity.of(letter)));
        Tuple rows = Tuple.of(
                sorted.stream().map(Identity::source).toArray(String[]::new),
                sorted.stream().map(Identity::id).toArray(String[]::new));
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
