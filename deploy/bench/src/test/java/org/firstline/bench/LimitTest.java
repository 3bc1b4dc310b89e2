package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void there_are_as_many_readings_as_asked_for_and_the_suites_own_table_stays_as_it_was() throws Exception {
        try (OwnTables tables = OwnTables.empty()) {
            Limit.Result result = limit().measure(SHORT, SHORT, 3);

            assertThat(result.runs()).hasSize(3).allSatisfy(rate -> assertThat(rate)
                    .isPositive());
            assertThat(result.casesPerSecond())
                    .isEqualTo(Spread.of(result.runs()).median());
            assertThat(result.connections()).isBetween(1, 3);
            assertThat(tables.found("select count(*) from intake.outbox")).containsExactly("0");
        }
    }

    @Test
    void a_reading_begins_with_empty_tables() throws Exception {
        try (OwnTables tables = OwnTables.empty()) {
            limit().measure(SHORT, SHORT, 2);

            // Ids go on where a table was emptied: the first are gone with the rows of the trials.
            assertThat(tables.found("select count(*) > 0, min(id) > 1 from bench_limit.intake_outbox"))
                    .containsExactly("t t");
        }
    }

    /** Two rows inserted for each case, none deleted. */
    private static Limit limit() {
        var admin = EmbeddedStack.superuser();
        return new Limit(
                EmbeddedStack.jdbcUrl(),
                admin.user(),
                admin.password(),
                new Writes(Map.of("intake.outbox", new Writes.Count(200, 0, 0))),
                100);
    }
}
