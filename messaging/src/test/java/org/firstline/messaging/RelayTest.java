package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Service;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was committed is what is published: all of it, in order per key, whatever dies in between. */
class RelayTest {

    private static final String TOPIC = "escalation.work-orders";
    private static final int KEYS = 200;
    private static final int WRITERS = 4;
    private static final Duration LONG = Duration.ofSeconds(120);

    private static Map<String, String> settings = Map.of();

    private final List<Relay> relays = new ArrayList<>();
    private final String run = "run" + System.nanoTime();

    @BeforeAll
    static void prepareTheSchema() throws SQLException {
        settings = EmbeddedStack.settings(Service.ESCALATION);
        Flyway.configure()
                .dataSource(database().jdbcUrl(), database().user(), database().password())
                .defaultSchema("escalation")
                .locations("classpath:db/messaging")
                .table("flyway_messaging")
                .load()
                .migrate();
        try (Connection connection = connect()) {
            execute(connection, "create table if not exists aggregate (id text primary key, sequence bigint not null)");
        }
    }

    @AfterEach
    void stopTheRelays() throws InterruptedException {
        for (Relay relay : relays) {
            relay.onStop(new ShutdownEvent());
        }
    }

    @Test
    void everything_committed_goes_out_in_order_though_backends_are_terminated() throws Exception {
        startRelay();

        Map<String, Long> committed = write(5_000, written -> written % 500 == 0, RelayTest::terminateTheRelays);
        awaitEmptyOutbox();

        assertThatPublished(committed);
    }

    @Test
    void everything_committed_goes_out_in_order_though_the_broker_goes_and_comes_back() throws Exception {
        startRelay();

        Map<String, Long> committed = write(2_000, written -> written == 700 || written == 1_400, () -> {
            EmbeddedStack.stopBroker();
            EmbeddedStack.startBroker();
        });
        awaitEmptyOutbox();

        assertThatPublished(committed);
    }

    @Test
    void two_relays_share_the_shards_and_one_takes_over_when_the_other_stops() throws Exception {
        Relay first = startRelay();
        startRelay();
        awaitShards(List.of(8, 8));

        Map<String, Long> committed =
                write(2_000, written -> written == 1_000, () -> first.onStop(new ShutdownEvent()));
        awaitEmptyOutbox();

        awaitShards(List.of(16));
        assertThatPublished(committed);
    }

    @Test
    void a_relay_that_lost_its_connection_sends_and_deletes_nothing_more() throws Exception {
        try (RelaySession frozen = RelaySession.open(database(), "escalation", kafka())) {
            frozen.carry();
            write(50, written -> false, () -> {});
            terminateTheRelays();

            assertThat(org.assertj.core.api.Assertions.catchThrowable(frozen::carry))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(rowsInOutbox()).isPositive();
        startRelay();
        awaitEmptyOutbox();
    }

    @Test
    void what_goes_out_next_is_found_by_the_index_also_by_a_plan_that_was_made_when_the_outbox_was_new()
            throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "truncate outbox");
        }

        List<String> plan = new ArrayList<>();
        try (Connection connection = RelaySession.connect(database(), "escalation");
                PreparedStatement explain = connection.prepareStatement("explain " + RelaySession.CARRY)) {
            explain.setArray(1, connection.createArrayOf("int8", new Long[0]));
            explain.setArray(2, connection.createArrayOf("int2", new Short[] {0, 1, 2}));
            explain.setArray(3, connection.createArrayOf("int8", new Long[0]));
            try (ResultSet line = explain.executeQuery()) {
                while (line.next()) {
                    plan.add(line.getString(1));
                }
            }
        }

        assertThat(plan).anyMatch(line -> line.contains("Index Scan using outbox_pkey on outbox "));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on outbox") || line.contains("Sort"));
    }

    private Relay startRelay() {
        Relay relay = new Relay(database(), post(), kafka(), new SimpleMeterRegistry());
        relays.add(relay);
        relay.onStart(new StartupEvent());
        return relay;
    }

    private interface Trouble {
        void make() throws Exception;
    }

    /** Writers over shared keys, a tenth of the transactions rolled back; answers the last number committed per key. */
    private Map<String, Long> write(int events, java.util.function.IntPredicate when, Trouble trouble)
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed of this run: " + seed);
        Map<String, Long> committed = new ConcurrentHashMap<>();
        AtomicInteger written = new AtomicInteger();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(seed + writer);
                done.add(writers.submit(() -> {
                    try (Connection connection = connect()) {
                        connection.setAutoCommit(false);
                        int now;
                        while ((now = written.incrementAndGet()) <= events) {
                            step(connection, run + "-" + random.nextInt(KEYS), random.nextInt(10) == 0, committed);
                            if (when.test(now)) {
                                trouble.make();
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        return committed;
    }

    private static void step(Connection connection, String key, boolean rollBack, Map<String, Long> committed)
            throws SQLException {
        try (PreparedStatement create =
                        connection.prepareStatement("insert into aggregate values (?, 0) on conflict do nothing");
                PreparedStatement next = connection.prepareStatement(
                        "update aggregate set sequence = sequence + 1 where id = ? returning sequence");
                PreparedStatement say = connection.prepareStatement("""
                        insert into outbox (shard, aggregatetype, aggregateid, eventid, type, sequence, at, payload)
                        values (?, ?, ?, ?, 'moved', ?, now(), ?)""")) {
            create.setString(1, key);
            create.executeUpdate();
            next.setString(1, key);
            long sequence;
            try (ResultSet row = next.executeQuery()) {
                row.next();
                sequence = row.getLong(1);
            }
            say.setShort(1, Outbox.shardOf(key));
            say.setString(2, TOPIC);
            say.setString(3, key);
            say.setString(4, key + ":" + sequence + (rollBack ? ":rolled-back" : ""));
            say.setLong(5, sequence);
            say.setBytes(6, Records.utf8("{}"));
            say.executeUpdate();
            if (rollBack) {
                connection.rollback();
            } else {
                // Under the row's lock, so that no later number can be noted before this one.
                committed.merge(key, sequence, Math::max);
                connection.commit();
            }
        }
    }

    private void assertThatPublished(Map<String, Long> committed) {
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : Records.all(
                EmbeddedStack.bootstrapServers(), TOPIC, r -> Records.key(r).startsWith(run))) {
            String id = Records.header(record, "ce_id");
            assertThat(id).doesNotContain("rolled-back");
            if (seen.add(id)) {
                long sequence = Long.parseLong(Records.header(record, "ce_sequence"));
                assertThat(sequence)
                        .as("first delivery of %s in order", id)
                        .isEqualTo(last.getOrDefault(Records.key(record), 0L) + 1);
                last.put(Records.key(record), sequence);
            }
        }
        assertThat(last).isEqualTo(committed);
    }

    private static void awaitEmptyOutbox() {
        await().atMost(LONG).until(() -> rowsInOutbox() == 0);
    }

    private static long rowsInOutbox() throws SQLException {
        return number("select count(*) from outbox");
    }

    private static void awaitShards(List<Integer> each) {
        await().atMost(LONG).until(() -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from pg_locks where locktype = 'advisory'"
                            + " and classid::bigint = (hashtext('escalation.outbox')::bigint & 4294967295)"
                            + " group by pid order by 1")) {
                List<Integer> shards = new ArrayList<>();
                while (rows.next()) {
                    shards.add(rows.getInt(1));
                }
                return shards.equals(each);
            }
        });
    }

    private static void terminateTheRelays() throws SQLException {
        number("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where application_name = 'firstline-escalation-relay'");
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database().jdbcUrl(), database().user(), database().password());
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
    }

    private static DatabaseSettings database() {
        return new DatabaseSettings() {
            @Override
            public DatabaseUrl url() {
                return new DatabaseUrl(settings.getOrDefault("firstline.database.url", ""));
            }

            @Override
            public String user() {
                return settings.get("firstline.database.user");
            }

            @Override
            public String password() {
                return settings.get("firstline.database.password");
            }

            @Override
            public String schema() {
                return settings.get("firstline.database.schema");
            }

            @Override
            public int waitSeconds() {
                return 10;
            }
        };
    }

    private static PostSettings post() {
        return new PostSettings() {
            @Override
            public String service() {
                return "escalation";
            }

            @Override
            public String sealKey() {
                return settings.get("firstline.seal-key");
            }

            @Override
            public Map<String, String> relay() {
                return Map.of();
            }

            @Override
            public Duration rememberFor() {
                return Duration.ofDays(8);
            }

            @Override
            public Duration heldAlarmAfter() {
                return Duration.ofMinutes(10);
            }
        };
    }
}
