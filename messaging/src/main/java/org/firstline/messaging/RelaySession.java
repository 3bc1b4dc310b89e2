package org.firstline.messaging;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One life of the relay: a connection, the shards it holds by that connection, a producer. */
final class RelaySession implements AutoCloseable {

    /** Rows in one batch, over all shards held; one batch is in flight at a time. */
    static final int BATCH = 500;

    /** What is deleted here is still seen by the select of the same statement, so it is left out by name. */
    static final String CARRY = """
            with gone as (delete from outbox where id = any(?))
            select id, aggregatetype, aggregateid, eventid, type, sequence, causationid, traceparent, at, payload
              from outbox where shard = any(?) and id <> all(?) order by id limit\s""" + BATCH;

    private static final Duration BALANCE_EVERY = Duration.ofSeconds(1);

    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] source;
    private final String lockClass;
    private final String presenceClass;
    private final TreeSet<Integer> shards = new TreeSet<>();
    private long balancedAtNanos;

    /** Acknowledged and not deleted yet. */
    private List<Long> carried = List.of();

    private RelaySession(Connection connection, KafkaProducer<byte[], byte[]> producer, String service, String schema) {
        this.connection = connection;
        this.producer = producer;
        this.source = ("/firstline/" + service).getBytes(StandardCharsets.UTF_8);
        this.lockClass = "hashtext('" + schema + ".outbox')";
        this.presenceClass = "hashtext('" + schema + ".relays')";
    }

    static RelaySession open(DatabaseSettings database, String service, Map<String, Object> kafka)
            throws SQLException, InterruptedException {
        Connection connection = connect(database, service);
        KafkaProducer<byte[], byte[]> producer = null;
        try {
            producer = producer(kafka, service);
            RelaySession session = new RelaySession(connection, producer, service, database.schema());
            session.execute("select pg_advisory_lock_shared(" + session.presenceClass + ", 0)");
            session.balancedAtNanos = System.nanoTime() - BALANCE_EVERY.toNanos();
            return session;
        } catch (SQLException | RuntimeException e) {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
            connection.close();
            throw e;
        }
    }

    static Connection connect(DatabaseSettings database, String service) throws SQLException {
        if (!database.schema().matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "firstline.database.schema: expected lower-case letters, digits and _, " + "found another text");
        }
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "firstline-" + service + "-relay");
        // A deletion that a crash undoes only makes an event be said again; so its commit need not wait for the disk.
        // The outbox is read in the order of its index and never as a whole: it is almost empty whenever somebody
        // counts
        // it, and yet, until the next vacuum, holds all that went out since the last one.
        properties.setProperty(
                "options",
                "-c synchronous_commit=off -c enable_seqscan=off -c enable_bitmapscan=off -c tcp_keepalives_idle=10"
                        + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
        connection.setAutoCommit(true);
        return connection;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> kafka, String service) {
        Map<String, Object> config = new HashMap<>();
        // Waited for only while a batch is being handed over: flush() sends at once what is there.
        config.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "30000");
        kafka.forEach((key, value) -> {
            if (ProducerConfig.configNames().contains(key)) {
                config.put(key, value);
            }
        });
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "firstline-" + service + "-relay");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // With the default, a broker outage expires the first sends and lets later ones through: order lost.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Deletes what it carried last and carries the lowest rows of the shards it holds; both by one statement, for each
     * costs a way to the database and back.
     *
     * @return how many rows went out; 0 when there was nothing, and nothing carried is left to be deleted
     */
    int carry() throws SQLException, InterruptedException {
        balance();
        if (shards.isEmpty()) {
            return 0;
        }
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CARRY)) {
            Array gone = connection.createArrayOf("int8", carried.toArray());
            select.setArray(1, gone);
            select.setArray(2, connection.createArrayOf("int2", shards.toArray()));
            select.setArray(3, gone);
            try (ResultSet row = select.executeQuery()) {
                carried = List.of();
                while (row.next()) {
                    ids.add(row.getLong("id"));
                    sent.add(producer.send(record(row)));
                    // Refused at once (too large, no right): nothing may overtake it.
                    if (sent.getLast().isDone()) {
                        acknowledged(sent.getLast());
                    }
                }
            }
        }
        if (ids.isEmpty()) {
            return 0;
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            acknowledged(one);
        }
        carried = ids;
        return ids.size();
    }

    /** Deletes what it carried last, so that nobody carries it again. */
    void settle() throws SQLException {
        if (carried.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where id = any(?)")) {
            delete.setArray(1, connection.createArrayOf("int8", carried.toArray()));
            delete.executeUpdate();
        }
        carried = List.of();
    }

    private static void acknowledged(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected the broker to take an event, found: " + e.getCause(), e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("aggregateid");
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(row.getString("aggregatetype"), null, key, row.getBytes("payload"));
        Headers headers = record.headers();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_id", utf8(row.getString("eventid")));
        headers.add("ce_source", source);
        headers.add("ce_type", utf8(row.getString("type")));
        headers.add("ce_subject", key);
        headers.add("ce_time", utf8(instant(row).toString()));
        headers.add("ce_sequence", utf8(Long.toString(row.getLong("sequence"))));
        header(headers, "ce_causationid", row.getString("causationid"));
        header(headers, "traceparent", row.getString("traceparent"));
        headers.add("content-type", utf8("application/json"));
        return record;
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("at", java.time.OffsetDateTime.class).toInstant();
    }

    private static void header(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, utf8(value));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes or lets go of shards so that every relay present has its even share. */
    private void balance() throws SQLException {
        if (System.nanoTime() - balancedAtNanos < BALANCE_EVERY.toNanos()) {
            return;
        }
        balancedAtNanos = System.nanoTime();
        // Whoever gets a shard from here must not find what has gone out.
        settle();
        int share = (Outbox.SHARDS + relays() - 1) / relays();
        while (shards.size() > share) {
            int surplus = shards.last();
            execute("select pg_advisory_unlock(" + lockClass + ", " + surplus + ")");
            shards.remove(surplus);
        }
        for (int shard = 0; shard < Outbox.SHARDS && shards.size() < share; shard++) {
            if (!shards.contains(shard) && tryLock(shard)) {
                shards.add(shard);
            }
        }
    }

    private int relays() throws SQLException {
        String count = "select count(distinct pid) from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())"
                + " and classid::bigint = (" + presenceClass + "::bigint & 4294967295) and objid = 0 and objsubid = 2";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            row.next();
            return Math.max(1, row.getInt(1));
        }
    }

    private boolean tryLock(int shard) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select pg_try_advisory_lock(" + lockClass + ", " + shard + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Sends nothing more, then lets go of the shards; in this order, or another relay could overtake. */
    @Override
    public void close() throws SQLException {
        try {
            producer.close(Duration.ZERO);
        } finally {
            connection.close();
        }
    }
}
