package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.firstline.local.EmbeddedStack;
import org.firstline.messaging.Remembered.Recalled;
import org.firstline.messaging.Remembered.Written;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row whose state is remembered, on the real database: what is remembered is never believed against the row. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class RememberedTest {

    private static final String LOCK = """
            select a.sequence,
                   case when a.sequence = k.version and a.xmin::text = k.writer then null else 'from the row' end as data
              from account a join unnest($1::text[], $2::bigint[], $3::text[]) as k (id, version, writer) on k.id = a.id
               for update of a
            """;

    private final Remembered<String, String> remembered = new Remembered<>(100);

    @Inject
    PostOffice office;

    @Inject
    Books books;

    @Test
    void what_this_process_wrote_last_is_not_read_again() {
        String account = Records.anyAccount();
        step(account);

        assertThat(stateOf(account)).isEqualTo("from memory");
    }

    @Test
    void of_a_transaction_that_was_rolled_back_nothing_is_remembered() {
        String account = Records.anyAccount();
        step(account);

        assertThatThrownBy(() -> books.now(office.transact(transaction -> write(transaction, account)
                        .flatMap(v -> Uni.createFrom().failure(new IllegalStateException("expected to be undone"))))))
                .hasMessage("expected to be undone");

        assertThat(remembered.of(List.of(account)).versions(List.of(account))).containsExactly(1L);
        assertThat(stateOf(account)).isEqualTo("from memory");
    }

    @Test
    void when_another_process_has_written_the_row_meanwhile_the_row_is_read() {
        String account = Records.anyAccount();
        step(account);
        books.run("update account set sequence = sequence + 1 where id = '" + account + "'");

        assertThat(stateOf(account)).isEqualTo("from the row");
    }

    @Test
    void the_same_version_written_by_another_transaction_is_another_state() {
        String account = Records.anyAccount();
        step(account);
        books.run("update account set sequence = sequence where id = '" + account + "'");

        assertThat(stateOf(account)).isEqualTo("from the row");
    }

    @Test
    void those_used_last_are_remembered_up_to_the_bound() {
        Remembered<String, String> two = new Remembered<>(2);
        books.now(office.transact(transaction -> {
            two.keep(transaction, Map.of("a", new Written<>("A", 1, "7")));
            two.keep(transaction, Map.of("b", new Written<>("B", 1, "7")));
            return Uni.createFrom().voidItem();
        }));
        two.of(List.of("a"));

        books.now(office.transact(transaction -> {
            two.keep(transaction, Map.of("c", new Written<>("C", 1, "8")));
            return Uni.createFrom().voidItem();
        }));

        assertThat(two.of(List.of("a", "b", "c")).written().keySet()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void a_state_of_another_version_than_the_row_is_not_given_out() {
        Recalled<String, String> recalled = new Recalled<>(Map.of("a", new Written<>("A", 3, "7")));

        assertThatThrownBy(() -> recalled.state("a", 4))
                .hasMessage("expected to remember version 4 of a, found version 3");
    }

    private void step(String account) {
        books.now(office.transact(transaction -> write(transaction, account)));
    }

    private Uni<Void> write(Transaction transaction, String account) {
        return transaction
                .sql()
                .preparedQuery("insert into account (id, sequence) values ($1, 1)"
                        + " on conflict (id) do update set sequence = account.sequence + 1"
                        + " returning sequence, xmin::text as writer")
                .execute(Tuple.of(account))
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    remembered.keep(
                            transaction,
                            Map.of(account, new Written<>("from memory", row.getLong(0), row.getString(1))));
                })
                .replaceWithVoid();
    }

    private @Nullable String stateOf(String account) {
        List<String> rows = List.of(account);
        Recalled<String, String> recalled = remembered.of(rows);
        return books.now(office.transact(transaction -> transaction
                .sql()
                .preparedQuery(LOCK)
                .execute(Tuple.of(rows.toArray(String[]::new), recalled.versions(rows), recalled.writers(rows)))
                .map(found -> {
                    Row row = found.iterator().next();
                    String data = row.getString("data");
                    return data != null ? data : recalled.state(account, row.getLong("sequence"));
                })));
    }
}
