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

    /** A position that was not kept although all is worked on; only a restart or a new record makes it good. */
    private static final Duration POSITION_ALONE = Duration.ofSeconds(90);

    private record Question(Promise promise, String where, String sql) {}

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
                unrest = List.of(
                        new Unrest(Promise.P7, "servers", "expected database and broker to answer, found " + e));
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
                                "expected it to come to rest, found " + row.getLong(1) + " rows that go on"));
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
            String path = "set search_path = " + service + "; ";
            questions.add(new Question(Promise.P4, service + ".outbox", path + "select count(*) from outbox"));
            questions.add(new Question(Promise.P2, service + ".held", path + "select count(*) from held"));
            questions.add(new Question(
                    Promise.P6,
                    service + ".parked",
                    path + "select count(*) from parked p where not exists (select from dead_letter d"
                            + " where d.topic = p.topic and d.key_hash = p.key_hash and d.state = 'open')"));
        }
        questions.add(due("intake", "contact", Promise.P3));
        questions.add(due("diagnosis", "diagnosis", Promise.P3));
        questions.add(due("escalation", "work_order", Promise.P3));
        questions.add(due("followup", "followup_case", Promise.P3));
        questions.add(new Question(
                Promise.P5,
                "followup.notice",
                "set search_path = followup; select count(*) from notice"
                        + " where state in ('PENDING', 'SENDING') and due_at <= suite_now()"));
        return questions;
    }

    private static Question due(String service, String table, Promise promise) {
        return new Question(
                promise,
                service + "." + table + ", what is due",
                "set search_path = " + service + "; select count(*) from " + table
                        + " where next_due_at <= suite_now()");
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
                    long unread = end.offset() - (position == null ? 0 : position.offset());
                    if (unread > 0) {
                        unrest.add(new Unrest(
                                Promise.P6,
                                partition.toString(),
                                "expected " + reader.getKey() + " to have read it, found " + unread
                                        + " records that it has not"));
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
