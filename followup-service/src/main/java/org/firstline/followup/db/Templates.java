package org.firstline.followup.db;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.firstline.followup.domain.About;
import org.firstline.followup.domain.Words;

/** The words of notices as a sender needs them, and where they come from at first. */
@ApplicationScoped
public class Templates {

    /** Language of a customer of whom intake does not know any. */
    public static final String USUAL_LANGUAGE = "zh-CN";

    private static final String FIRST = "data/notice-templates.json";

    private final Pool pool;

    Templates(Pool pool) {
        this.pool = pool;
    }

    /** A text of the data file. */
    record First(About about, String language, String text) {

        String id() {
            return about.name() + "." + language;
        }
    }

    /** The texts by about and language. */
    public record Texts(Map<String, String> byId) {

        public Texts {
            byId = Map.copyOf(byId);
        }

        /** The text in a language; in the usual one where there is none. */
        public String of(About about, String language) {
            String wanted = byId.get(about.name() + "." + language);
            return Objects.requireNonNull(
                    wanted != null ? wanted : byId.get(about.name() + "." + USUAL_LANGUAGE),
                    () -> "expected a text about " + about + " in " + USUAL_LANGUAGE);
        }
    }

    /** Brings in the texts of the data file that are not there yet; what was edited stays. */
    void onStart(@Observes @Priority(20) StartupEvent event) {
        List<First> texts = read();
        Tuple rows = Tuple.of(
                Columns.texts(texts, First::id),
                Columns.texts(texts, t -> t.about().name()),
                Columns.texts(texts, First::language),
                Columns.texts(texts, First::text));
        pool.preparedQuery("""
                        insert into notice_template (id, about, language, text)
                        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing
                        """).execute(rows).await().atMost(Duration.ofMinutes(1));
    }

    /** All texts as they are now. */
    public Uni<Texts> texts(SqlClient sql) {
        return sql.preparedQuery("select id, text from notice_template")
                .execute()
                .map(rows -> {
                    Map<String, String> byId = new HashMap<>();
                    rows.forEach(row -> byId.put(row.getString(0), row.getString(1)));
                    return new Texts(byId);
                });
    }

    static List<First> read() {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FIRST)) {
            List<First> texts = new ObjectMapper().readValue(file, new TypeReference<List<First>>() {});
            for (First text : texts) {
                String fault = Words.fault(text.about(), text.text());
                if (fault != null) {
                    throw new IllegalStateException(FIRST + ": " + text.id() + ": expected " + fault);
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
