package org.firstline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Work orders in bulk, numbered from 0: copies of one that escalation itself opened and that waits for its department to
 * take it on. Each is opened at a time of its own, with all its instants moved by as much, so that it is a row which the
 * service would have written had the order come then. They stand in the product's tables with the product's indexes; these
 * are taken away while the rows are written and made again from their own definitions.
 *
 * <p>Intake and followup know a case only once it is about to fall due: an event about a case that intake has not heard of
 * would be held, and that is not what is measured. What pends and does not fall due is escalation's alone.
 */
final class PendingOrders {

    /** How many rows one transaction writes. */
    private static final int CHUNK = 100_000;

    private static final int WRITERS = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COPY_CASES = """
            insert into escalation.escalated_case (case_id, sequence)
            select md5('bench case ' || n)::uuid, t.sequence
              from generate_series(?::bigint, ?::bigint) as n, bench_pattern.escalated_case t
            """;

    private final Database database;
    private final UUID caseId;
    private final UUID orderId;

    /** {@code data} with places for five instants: opened, warning and due to acknowledge, warning and due to resolve. */
    private final String data;

    private final Duration acknowledgeWarn;
    private final Duration acknowledge;
    private final Duration resolveWarn;
    private final Duration resolve;

    private PendingOrders(Database database, UUID caseId, UUID orderId, JsonNode data) {
        this.database = database;
        this.caseId = caseId;
        this.orderId = orderId;
        this.acknowledgeWarn = from(data, "acknowledge", "warnAt");
        this.acknowledge = from(data, "acknowledge", "dueAt");
        this.resolveWarn = from(data, "resolve", "warnAt");
        this.resolve = from(data, "resolve", "dueAt");
        this.data = places(data.deepCopy());
    }

    /** Where the rows are to be. */
    interface Database {
        /** A new connection of one who may do everything. */
        Connection connect() throws SQLException;
    }

    /** What a deadline does when it falls due. */
    enum Step {
        /** The time to acknowledge is up: a breach, and the first rung of the ladder with it. Two events. */
        BREACH(2, "breach"),
        /** The time to acknowledge is nearly up: a warning. One event. */
        WARNING(1, "warning");

        private final int events;
        private final String word;

        Step(int events, String word) {
            this.events = events;
            this.word = word;
        }

        int events() {
            return events;
        }
    }

    /** Those that are to be like the one order of a case, which must be waiting for its department. */
    static PendingOrders like(Database database, UUID caseId) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select id, state, data::text from escalation.work_order where case_id = ?")) {
            select.setObject(1, caseId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getString(2).equals("submitted")) {
                    throw new IllegalStateException("expected a submitted work order of case " + caseId);
                }
                return new PendingOrders(
                        database, caseId, row.getObject(1, UUID.class), JSON.readTree(row.getString(3)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("expected a work order whose data are JSON", e);
            }
        }
    }

    /** The id of the case with this number. */
    static UUID caseOf(long number) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    MessageDigest.getInstance("MD5").digest(("bench case " + number).getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected MD5 to be there", e);
        }
    }

    /**
     * Writes this many orders whose first deadline warns between {@code nearest} and {@code farthest} from now. Escalation
     * must be away meanwhile: without its indexes its watch would read the whole table again and again.
     */
    void write(int count, Duration nearest, Duration farthest) throws SQLException, InterruptedException {
        if (farthest.compareTo(acknowledgeWarn) > 0) {
            throw new IllegalArgumentException("expected deadlines that orders opened by now may have, at most "
                    + acknowledgeWarn + " ahead, found " + farthest);
        }
        keepPatterns(nearest, farthest);
        List<String> indexes = new ArrayList<>();
        indexes.addAll(takeIndexes("work_order"));
        indexes.addAll(takeIndexes("escalated_case"));
        AtomicInteger next = new AtomicInteger();
        together(WRITERS, connection -> {
            int first;
            while ((first = next.getAndAdd(CHUNK)) < count) {
                int last = Math.min(first + CHUNK, count) - 1;
                copyCases(connection, first, last);
                copyOrders(connection, first, last);
                if (first % 1_000_000 == 0 && first > 0) {
                    Ground.say("  " + first + " written");
                }
            }
        });
        // Before the indexes are there vacuum reads the rows once; it marks pages as seen by all, as autovacuum would.
        Ground.say("  vacuum and indexes");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum escalation.escalated_case, escalation.work_order");
        }
        AtomicInteger index = new AtomicInteger();
        together(WRITERS, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set maintenance_work_mem = '512MB'");
                int mine;
                while ((mine = index.getAndIncrement()) < indexes.size()) {
                    statement.execute(indexes.get(mine));
                }
            }
        });
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) escalation.escalated_case, escalation.work_order");
            statement.execute("checkpoint");
        }
    }

    /**
     * The first order's rows beside their tables, where they are found without an index, and its {@code data} as they are
     * at each of many instants of opening. Orders that came in one batch were opened at one instant.
     */
    private void keepPatterns(Duration nearest, Duration farthest) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_pattern cascade");
            statement.execute("create schema bench_pattern");
            statement.execute(
                    "create table bench_pattern.work_order as select * from escalation.work_order where id = '"
                            + orderId + "'");
            statement.execute("create table bench_pattern.escalated_case as select * from escalation.escalated_case"
                    + " where case_id = '" + caseId + "'");
            statement.execute("""
                    create table bench_pattern.opened as
                    select n, opened, %s as data
                      from (select n, date_trunc('milliseconds', '%s'::timestamptz
                                        + random() * %d * interval '1 millisecond') as opened
                              from generate_series(0, %d) as n) as instants
                    """.formatted(
                            dataOpenedAt(),
                            Instant.now().plus(nearest).minus(acknowledgeWarn),
                            farthest.minus(nearest).toMillis(),
                            CHUNK - 1));
            statement.execute("analyze bench_pattern.opened");
        }
    }

    /** Takes a table's indexes away; answers the statements that make them again. */
    private List<String> takeIndexes(String table) throws SQLException {
        List<String> again = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> away = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), c.conname,
                           pg_get_constraintdef(c.oid)
                      from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
                     where i.indrelid = 'escalation.%s'::regclass
                    """.formatted(table))) {
                while (row.next()) {
                    String constraint = row.getString(3);
                    if (constraint == null) {
                        away.add("drop index " + row.getString(1));
                        again.add(row.getString(2));
                    } else {
                        away.add("alter table escalation." + table + " drop constraint " + constraint);
                        again.add("alter table escalation." + table + " add constraint " + constraint + " "
                                + row.getString(4));
                    }
                }
            }
            for (String one : away) {
                statement.execute(one);
            }
        }
        return again;
    }

    private void copyCases(Connection connection, int first, int last) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(COPY_CASES)) {
            insert.setLong(1, first);
            insert.setLong(2, last);
            insert.executeUpdate();
        }
    }

    private void copyOrders(Connection connection, int first, int last) throws SQLException {
        String columns = columns(
                connection,
                "escalation.work_order",
                "id",
                "md5('bench order ' || (? + n))::uuid",
                "case_id",
                "md5('bench case ' || (? + n))::uuid",
                "opened_at",
                "opened",
                "updated_at",
                "opened",
                "next_due_at",
                "opened + interval '" + acknowledgeWarn.toMillis() + " ms'",
                "data",
                "o.data");
        try (PreparedStatement insert = connection.prepareStatement(
                columns + " from bench_pattern.opened o, bench_pattern.work_order t where ? + n <= ?")) {
            insert.setLong(1, first);
            insert.setLong(2, first);
            insert.setLong(3, first);
            insert.setLong(4, last);
            insert.executeUpdate();
        }
    }

    /** Has intake and followup know the cases of these orders, and reads the orders; answers how long that took. */
    Duration makeKnown(long[] numbers) throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary table falling (n bigint) on commit drop");
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into falling select unnest(?::bigint[])")) {
                insert.setArray(1, connection.createArrayOf("int8", boxed(numbers)));
                insert.executeUpdate();
            }
            statement.executeUpdate(known(connection, "intake.contact", "id"));
            statement.executeUpdate(known(connection, "followup.followup_case", "case_id"));
            // Read once, they are in memory when they are moved, as is what was opened or looked at not long ago.
            statement.execute("""
                    select count(t.data::text), count(c.sequence)
                      from falling
                      join escalation.work_order t on t.id = md5('bench order ' || n)::uuid
                      join escalation.escalated_case c on c.case_id = md5('bench case ' || n)::uuid
                    """);
            connection.commit();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Long[] boxed(long[] numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }

    /**
     * Moves orders so that their deadline falls due at given times.
     *
     * @param numbers of the orders
     * @param dueAt of each, in whole milliseconds as the service has them
     */
    void letFallDue(long[] numbers, Instant[] dueAt, Step step) throws SQLException {
        Duration until = step == Step.BREACH ? acknowledge : acknowledgeWarn;
        int taken = step == Step.BREACH ? 1 : 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary table falling (n bigint, due timestamptz, opened timestamptz)"
                    + " on commit drop");
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into falling
                    select n, due, due - ?::bigint * interval '1 millisecond'
                      from (select n, to_timestamp(ms / 1000.0) as due from unnest(?::bigint[], ?::bigint[]) as x (n, ms)) as y
                    """)) {
                Long[] ms = new Long[dueAt.length];
                for (int i = 0; i < ms.length; i++) {
                    ms[i] = dueAt[i].toEpochMilli();
                }
                insert.setLong(1, until.toMillis());
                insert.setArray(2, connection.createArrayOf("int8", boxed(numbers)));
                insert.setArray(3, connection.createArrayOf("int8", ms));
                insert.executeUpdate();
            }
            statement.execute("analyze falling");
            statement.executeUpdate(
                    """
                    update escalation.work_order t
                       set opened_at = opened, next_due_at = due, next_due_what = 'ACKNOWLEDGE %s', version = 1 + %d,
                           updated_at = opened + interval '%d ms',
                           data = jsonb_set(%s, '{acknowledge,taken}', '%d')
                      from falling where id = md5('bench order ' || n)::uuid
                    """.formatted(step.word, taken, taken * acknowledgeWarn.toMillis(), dataOpenedAt(), taken));
            statement.executeUpdate("""
                    update escalation.escalated_case set sequence = sequence + %d
                      from falling where case_id = md5('bench case ' || n)::uuid
                    """.formatted(taken));
            connection.commit();
        }
    }

    /** Copies the row that a service keeps of the first case, for each case that is about to fall due. */
    private String known(Connection connection, String table, String key) throws SQLException {
        String id = "md5('bench case ' || n)::uuid";
        return columns(
                        connection,
                        table,
                        key,
                        id,
                        "data",
                        "replace(t.data::text, '" + caseId + "', (" + id + ")::text)::jsonb")
                + " from falling, " + table + " t where t." + key + " = '" + caseId + "'";
    }

    /** Begins an insert that copies all columns but those given, of which each comes with what it is to be. */
    private static String columns(Connection connection, String table, String... given) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select attname from pg_attribute
                 where attrelid = ?::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
                """)) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    String value = "t." + name;
                    for (int i = 0; i < given.length; i += 2) {
                        if (given[i].equals(name)) {
                            value = given[i + 1];
                        }
                    }
                    names.add(name);
                    values.add(value);
                }
            }
        }
        return "insert into " + table + " (" + String.join(", ", names) + ") select " + String.join(", ", values);
    }

    /** {@code data} of an order that was opened at the column {@code opened}. */
    private String dataOpenedAt() {
        return "format('" + data.replace("'", "''") + "', " + instant(Duration.ZERO) + ", " + instant(acknowledgeWarn)
                + ", " + instant(acknowledge) + ", " + instant(resolveWarn) + ", " + instant(resolve) + ")::jsonb";
    }

    private static String instant(Duration after) {
        return "to_char((opened + interval '" + after.toMillis()
                + " ms') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
    }

    private static Duration from(JsonNode data, String deadline, String instant) {
        JsonNode of = data.path(deadline);
        Duration exact = Duration.between(
                Instant.parse(of.path("startedAt").asText()),
                Instant.parse(of.path(instant).asText()));
        // The service cuts instants to whole milliseconds; what it added was a whole number of seconds.
        return Duration.ofSeconds(Math.round(exact.toMillis() / 1000.0));
    }

    private static String places(ObjectNode data) {
        ObjectNode acknowledge = (ObjectNode) data.get("acknowledge");
        ObjectNode resolve = (ObjectNode) data.get("resolve");
        acknowledge.put("startedAt", "@1").put("warnAt", "@2").put("dueAt", "@3");
        resolve.put("startedAt", "@1").put("warnAt", "@4").put("dueAt", "@5");
        return data.toString().replace("%", "%%").replaceAll("\"@([1-5])\"", "\"%$1\\$s\"");
    }

    private interface Writing {
        void with(Connection connection) throws SQLException;
    }

    private void together(int writers, Writing writing) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                done.add(threads.submit(() -> {
                    try (Connection connection = database.connect()) {
                        writing.with(connection);
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected rows to be written, found: " + e.getCause(), e);
        }
    }
}
