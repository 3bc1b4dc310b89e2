package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.util.Map;
import java.util.Set;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Service;
import org.firstline.local.badinput.Rows;
import org.firstline.messaging.settings.BadSetting;
import org.junit.jupiter.api.Test;

/** A service whose settings lead to no database that it may use. */
class MigrationsTest {

    private final Map<String, String> good = EmbeddedStack.settings(Service.DIAGNOSIS);

    /** The service of the tests before this one still runs, and goes on trying what it holds. */
    private static final Set<String> MAY_CHANGE = Set.of("outbox", "held");

    @Test
    void a_database_that_does_not_let_the_service_in_is_told_in_words_and_left_alone() {
        Map<String, String> before = Rows.of("diagnosis", MAY_CHANGE);

        assertIsTold(settings(good.get("firstline.database.url"), "diagnosis", "hunter2", "diagnosis"));
        assertIsTold(settings(good.get("firstline.database.url"), "nobody", "hunter2", "diagnosis"));
        assertIsTold(settings(
                good.get("firstline.database.url") + "x",
                "diagnosis",
                good.get("firstline.database.password"),
                "diagnosis"));
        assertIsTold(
                settings("postgresql://127.0.0.1:1/firstline?password=hunter2", "diagnosis", "hunter2", "diagnosis"));

        assertThat(Rows.of("diagnosis", MAY_CHANGE)).isEqualTo(before);
    }

    @Test
    void a_schema_that_is_not_there_or_another_services_is_told_in_words_and_left_alone() {
        String password = good.get("firstline.database.password");
        Map<String, String> before = Rows.of("intake", MAY_CHANGE);

        assertIsTold(settings(good.get("firstline.database.url"), "diagnosis", password, "no_such_schema"));
        assertIsTold(settings(good.get("firstline.database.url"), "diagnosis", password, "intake"));

        assertThat(Rows.of("intake", MAY_CHANGE)).isEqualTo(before);
    }

    private static void assertIsTold(DatabaseSettings settings) {
        assertThatThrownBy(() -> new Migrations(settings).onStart(new StartupEvent()))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(
                        "firstline.database.url (FIRSTLINE_DATABASE_URL): expected a database there that lets "
                                + settings.user() + " in")
                .hasMessageContaining("found ")
                .hasMessageNotContainingAny("hunter2", "Exception", "SQL State");
    }

    private static DatabaseSettings settings(String url, String user, String password, String schema) {
        return new DatabaseSettings() {
            @Override
            public DatabaseUrl url() {
                return new DatabaseUrl(url);
            }

            @Override
            public String user() {
                return user;
            }

            @Override
            public String password() {
                return password;
            }

            @Override
            public String schema() {
                return schema;
            }

            @Override
            public int waitSeconds() {
                return 0;
            }
        };
    }
}
