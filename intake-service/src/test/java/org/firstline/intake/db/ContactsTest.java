package org.firstline.intake.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.firstline.local.EmbeddedStack;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Transaction;
import org.junit.jupiter.api.Test;

/** Contacts in the real database. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class ContactsTest {

    @Inject
    PostOffice office;

    /**
     * It once stood in for the index by customer while the statistics said that both were empty: all live contacts were
     * read for each customer of a batch. Taking the better indexes away shows whether it still could.
     */
    @Test
    void the_index_for_counting_by_stage_cannot_stand_in_for_those_by_customer() {
        RolledBack rolledBack = catchThrowableOfType(
                RolledBack.class, () -> office.transact(ContactsTest::planWithoutTheIndexesByCustomer)
                        .await()
                        .atMost(Duration.ofMinutes(1)));

        assertThat(rolledBack.plan).contains("on contact c").doesNotContain("contact_stage");
    }

    private static Uni<Void> planWithoutTheIndexesByCustomer(Transaction transaction) {
        return transaction
                .sql()
                .query("drop index contact_live, contact_owed")
                .execute()
                .flatMap(dropped -> transaction
                        .sql()
                        .preparedQuery("explain " + Contacts.NEIGHBOURS)
                        .execute(Tuple.of(new UUID[0], new String[] {"cust-1"})))
                .map(lines -> {
                    throw new RolledBack(StreamSupport.stream(lines.spliterator(), false)
                            .map(line -> line.getString(0))
                            .collect(Collectors.joining("\n")));
                });
    }

    /** Ends the transaction, so that the indexes stay. */
    private static final class RolledBack extends RuntimeException {

        private final String plan;

        RolledBack(String plan) {
            this.plan = plan;
        }
    }
}
