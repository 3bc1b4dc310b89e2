package org.firstline.chaos.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the suite's tables after it has come to rest: what the promises speak of, and no more.
 *
 * @param inbox identities ({@code source#id}) that each service has heard
 * @param relays by service, how many of its processes live
 * @param suiteNow by service, its suite time when the tables were read
 * @param aheadSeconds by service, how far suite time is ahead of the database's clock
 */
public record Rows(
        List<Contact> contacts,
        List<Told> story,
        List<Notice> notices,
        Set<String> noticeTasks,
        List<DeadLetter> deadLetters,
        List<Parked> parked,
        Map<String, Set<String>> inbox,
        List<Lock> locks,
        List<Session> sessions,
        List<Heap> heaps,
        Map<String, Integer> relays,
        Map<String, Instant> suiteNow,
        Map<String, Double> aheadSeconds) {

    /** A call in {@code intake.contact}; its id is the id of the case it may have become. */
    public record Contact(String id, String platform, String rootCallId, String stage) {}

    /** One line of a case's timeline in {@code followup.story}. */
    public record Told(String caseId, String publisher, long number, String type, String data) {}

    /**
     * Something a customer is to be told.
     *
     * @param due whether its time has come
     */
    public record Notice(String caseId, int number, String about, String state, boolean due) {
        String id() {
            return caseId + "-" + number;
        }
    }

    /** What a service could not work on. */
    public record DeadLetter(
            String service,
            String topic,
            int partition,
            long position,
            @Nullable String keyHash,
            String sha256,
            String reason,
            String state) {
        String place() {
            return topic + "/" + partition + "@" + position;
        }
    }

    /** What stands behind a dead letter. */
    public record Parked(String service, String topic, int partition, long position, String keyHash) {
        String place() {
            return topic + "/" + partition + "@" + position;
        }
    }

    /**
     * An advisory lock of a relay.
     *
     * @param shard of the outbox; -1 where it tells that a relay is there
     * @param session the database's process that holds it
     */
    public record Lock(String service, int shard, int session) {}

    /** A session of the database in the middle of a transaction that has been open for a while. */
    public record Session(int session, String application, String state, double openSeconds, String query) {}

    /**
     * A table's heap.
     *
     * @param dead rows that are dead, counted when the suite had come to rest
     * @param stuck rows that are dead and that a vacuum could not remove
     * @param bytes of the table's main file, without indexes, when the suite had come to rest
     */
    public record Heap(String table, long live, long dead, long stuck, long bytes) {
        String service() {
            return table.substring(0, table.indexOf('.'));
        }

        boolean is(String name) {
            return table.endsWith("." + name);
        }
    }
}
