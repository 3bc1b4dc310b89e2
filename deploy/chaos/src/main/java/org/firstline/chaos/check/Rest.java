package org.firstline.chaos.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.firstline.drive.Doors;
import org.firstline.local.RunningSuite;

/**
 * Waits until a suite that nobody speaks to any more has come to rest: outboxes empty, nothing held or parked that may go
 * on, every record read, nothing due, and all of it several times in a row.
 */
public final class Rest {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int IN_A_ROW = 4;

    /** What is held waits for {@code case:} or another word and an id. */
    private static final String AFTER_THE_COLON = "substr(waiting_for, strpos(waiting_for, ':') + 1)";

    /** A position that was not kept although all is worked on; only a restart or a new record makes it good. */
    private static final Duration POSITION_ALONE = Duration.ofSeconds(90);

    /**
     * Rows that go on.
     *
     * @param where the table, for people
     * @param rows of SQL, from where they come and which they are
     * @param key of SQL, the id by which a row's case or record is known
     */
    private record Question(Promise promise, String service, String where, String rows, String key) {
        String sql() {
            return "set search_path = " + service + "; select count(*), array(select (" + key + ")::text from " + rows
                    + " limit " + Unrest.NAMED + ") from " + rows;
        }
    }

    private final RunningSuite suite;
    private final Doors doors;

    private Rest(RunningSuite suite, Doors doors) {
        this.suite = suite;
        this.doors = doors;
    }

    /** Waits at most so long; answers what was still going on then, nothing where all is at rest. */
    public static List<Unrest> await(RunningSuite suite, Doors doors, Duration atMost) {
        return new Rest(suite, doors).await(atMost);
    }

    private List<Unrest> await(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        long lagAloneSince = System.nanoTime();
        int calm = 0;
        while (true) {
            List<Unrest> unrest;
            List<Unrest> lag;
            try {
                unrest = inTables();
                lag = onTopics();
            } catch (SQLException | ExecutionException e) {
                unrest = List.of(new Unrest(
                        Promise.P7, "servers", "expected database and broker to answer, found " + e, List.of()));
                lag = List.of();
            }
            if (!unrest.isEmpty() || lag.isEmpty()) {
                lagAloneSince = System.nanoTime();
            }
            boolean lagCounts = System.nanoTime() - lagAloneSince < POSITION_ALONE.toNanos();
            calm = unrest.isEmpty() && (lag.isEmpty() || !lagCounts) ? calm + 1 : 0;
            if (calm >= IN_A_ROW) {
                return List.of();
            }
            if (System.nanoTime() > until) {
                List<Unrest> both = new ArrayList<>(unrest);
                both.addAll(lag);
                return both;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private List<Unrest> inTables() throws SQLException {
        List<Unrest> unrest = new ArrayList<>();
        try (Connection connection = Tables.connect(suite);
                Statement statement = connection.createStatement()) {
            for (Question question : questions()) {
                try (ResultSet row = rows(statement, question.sql())) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        unrest.add(new Unrest(
                                question.promise(),
                                question.where(),
                                "expected it to come to rest, found " + row.getLong(1) + " rows that go on",
                                List.of((String[]) row.getArray(2).getArray())));
                    }
                }
            }
        }
        return unrest;
    }

    private static ResultSet rows(Statement statement, String sql) throws SQLException {
        boolean hasRows = statement.execute(sql);
        while (!hasRows) {
            hasRows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    private static List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (String service : Types.SERVICES) {
            questions.add(new Question(Promise.P4, service, service + ".outbox", "outbox", "aggregateid"));
            questions.add(new Question(Promise.P2, service, service + ".held", "held", AFTER_THE_COLON));
            questions.add(new Question(
                    Promise.P6,
                    service,
                    service + ".parked",
                    "parked p where not exists (select from dead_letter d"
                            + " where d.topic = p.topic and d.key_hash = p.key_hash and d.state = 'open')",
                    "topic || '/' || partition_no || '@' || position"));
        }
        questions.add(due("intake", "contact", "id"));
        questions.add(due("diagnosis", "diagnosis", "case_id"));
        questions.add(due("escalation", "work_order", "case_id"));
        questions.add(due("followup", "followup_case", "case_id"));
        questions.add(new Question(
                Promise.P5,
                "followup",
                "followup.notice",
                "notice where state in ('PENDING', 'SENDING') and due_at <= suite_now()",
                "case_id"));
        return questions;
    }

    private static Question due(String service, String table, String key) {
        return new Question(
                Promise.P3,
                service,
                service + "." + table + ", what is due",
                table + " where next_due_at <= suite_now()",
                key);
    }

    /** Records that nobody has read yet, by service. */
    private List<Unrest> onTopics() throws ExecutionException {
        List<Unrest> unrest = new ArrayList<>();
        try (Admin admin = doors.admin()) {
            Set<String> all = admin.listTopics().names().get();
            for (Map.Entry<String, Set<String>> reader : Audience.topics(all).entrySet()) {
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                admin.describeTopics(new HashSet<>(reader.getValue()))
                        .allTopicNames()
                        .get()
                        .forEach((name, topic) -> topic.partitions()
                                .forEach(partition -> latest.put(
                                        new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(reader.getKey())
                        .partitionsToOffsetAndMetadata()
                        .get();
                admin.listOffsets(latest).all().get().forEach((partition, end) -> {
                    OffsetAndMetadata position = read.get(partition);
                    long from = position == null ? 0 : position.offset();
                    long unread = end.offset() - from;
                    if (unread > 0) {
                        unrest.add(new Unrest(
                                Promise.P6,
                                partition.toString(),
                                "expected " + reader.getKey() + " to have read it, found " + unread
                                        + " records that it has not",
                                LongStream.range(from, Math.min(end.offset(), from + Unrest.NAMED))
                                        .mapToObj(offset ->
                                                partition.topic() + "/" + partition.partition() + "@" + offset)
                                        .toList()));
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the suite to come to rest", e);
        }
        return unrest;
    }
}
