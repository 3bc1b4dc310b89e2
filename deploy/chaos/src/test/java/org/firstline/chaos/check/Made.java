package org.firstline.chaos.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.firstline.chaos.check.DriverEntry.Door;
import org.jspecify.annotations.Nullable;

/** Evidence made by hand: of a run in which one call became a case, was escalated, answered and closed. */
final class Made {

    static final String CASE = "11111111-1111-1111-1111-111111111111";
    static final String ORDER = "22222222-2222-2222-2222-222222222222";
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    final List<DriverEntry> driver = new ArrayList<>();
    final List<Written> written = new ArrayList<>();
    final List<Published> published = new ArrayList<>();
    final List<Rows.Contact> contacts = new ArrayList<>();
    final List<Rows.Told> story = new ArrayList<>();
    final List<Rows.Notice> notices = new ArrayList<>();
    final Set<String> tasks = new HashSet<>();
    final List<Rows.DeadLetter> letters = new ArrayList<>();
    final List<Rows.Parked> parked = new ArrayList<>();
    final Map<String, Set<String>> inbox = new HashMap<>();
    final List<Rows.Lock> locks = new ArrayList<>();
    final List<Rows.Session> sessions = new ArrayList<>();
    final List<Rows.Heap> heaps = new ArrayList<>();
    final Map<String, Integer> relays = new TreeMap<>();
    final List<Unrest> unrest = new ArrayList<>();
    Optional<Set<String>> gateway = Optional.of(new HashSet<>());
    Instant now = AT.plusSeconds(600);
    private long row = 100;
    private long number = 1;

    private Made() {}

    /** Keeps every promise. */
    static Made sound() {
        Made made = new Made();
        made.call("call-1", "e-1", Types.CALL_REPORTED);
        made.contacts.add(new Rows.Contact(CASE, "p", "call-1", "triaged"));
        made.said("intake", "intake.cases", 1, Types.CASE_OPENED, "{\"caseId\":\"" + CASE + "\"}", "/platforms/p#e-1");
        made.said("intake", "intake.cases", 2, Types.CASE_TRIAGED, "{\"caseId\":\"" + CASE + "\"}", "/platforms/p#e-1");
        made.said(
                "diagnosis",
                "diagnosis.cases",
                1,
                Types.ESCALATION_NEEDED,
                "{\"escalationId\":\"" + ORDER + "\",\"round\":1}",
                "/firstline/intake#" + CASE + ":2");
        made.opened(1, 60, 300);
        made.order(2, Types.ORDER_ACKNOWLEDGED, 30, "\"acknowledgedAt\":\"" + AT.plusSeconds(30) + "\"");
        made.order(3, Types.ORDER_RESOLVED, 90, "\"resolvedAt\":\"" + AT.plusSeconds(90) + "\"");
        made.said("followup", "followup.cases", 1, Types.CUSTOMER_INFORMED, "{\"noticeId\":\"" + CASE + "-1\"}", null);
        made.said("followup", "followup.cases", 2, Types.CASE_CLOSED, "{}", "/automata/dialer#d-1");
        made.notices.add(new Rows.Notice(CASE, 1, "SOLVED", "DELIVERED", true));
        made.answeredByGateway(1);
        made.poison("poison-1", 77, "abc");
        made.heaps.add(new Rows.Heap("intake.outbox", 0, 5_000, 0, 4 << 20));
        for (String service : Types.SERVICES) {
            made.relays.put(service, 1);
            int session = 1000 + Types.SERVICES.indexOf(service);
            made.locks.add(new Rows.Lock(service, -1, session));
            for (int shard = 0; shard < 16; shard++) {
                made.locks.add(new Rows.Lock(service, shard, session));
            }
        }
        return made;
    }

    Evidence evidence() {
        Map<String, Instant> clocks = new HashMap<>();
        Map<String, Double> ahead = new HashMap<>();
        for (String service : Types.SERVICES) {
            clocks.put(service, now);
            ahead.put(service, 0.0);
        }
        return new Evidence(
                driver,
                written,
                published,
                new Rows(
                        contacts, story, notices, tasks, letters, parked, inbox, locks, sessions, heaps, relays, clocks,
                        ahead),
                unrest,
                gateway);
    }

    /** The notification gateway answered 2xx to the notice of that number. */
    void answeredByGateway(int notice) {
        gateway.ifPresent(answered -> answered.add(CASE + "-" + notice));
    }

    /** A call event that is sent, acknowledged, on its topic and worked on by intake. */
    void call(String root, String id, String type) {
        long offset = published.size();
        sent("call-events", root, "/platforms/p", id, type, offset);
        published.add(external("call-events", root, "/platforms/p", id, type, offset));
        hears("intake", "/platforms/p#" + id);
    }

    /** Something that is sent and acknowledged. */
    void sent(String topic, String key, String source, String id, String type, long offset) {
        driver.add(new DriverEntry.Sent(AT, number, Door.KAFKA, topic, key, source, id, type));
        driver.add(new DriverEntry.Acknowledged(AT, number++, 0, offset));
    }

    /** Poison that is sent, acknowledged, put aside by intake, and announced. */
    void poison(String key, long offset, String sha256) {
        driver.add(new DriverEntry.Poisoned(
                AT, number, Door.KAFKA, "call-events", key, DriverEntry.Poison.NOT_JSON, sha256));
        driver.add(new DriverEntry.Acknowledged(AT, number++, 0, offset));
        published.add(new Published("call-events", 0, offset, AT, key, Map.of(), utf8("{nonsense")));
        letters.add(new Rows.DeadLetter(
                "intake", "call-events", 0, offset, "hash-" + key, sha256, "expected JSON", "open"));
        String place = "call-events/0/" + offset;
        both(new Written(
                "intake",
                AT,
                row++,
                "intake.dead-letters",
                place,
                place + "/" + sha256,
                "org.firstline.messaging.dead-lettered.v1",
                1,
                null,
                null,
                AT,
                utf8("{\"topic\":\"call-events\",\"partition\":0,\"offset\":" + offset + "}")));
    }

    /** Poison that is sent over HTTP; answers its number, for the answer. */
    long poisonByHttp(String sha256) {
        driver.add(new DriverEntry.Poisoned(
                AT, number, Door.HTTP, "call-events", null, DriverEntry.Poison.WRONG_SCHEMA, sha256));
        return number++;
    }

    /** Something a service says of the case: committed, published, in the timeline, heard by whoever must hear it. */
    void said(String service, String topic, long sequence, String type, String json, @Nullable String cause) {
        said(service, topic, sequence, type, AT, json, cause);
    }

    void said(
            String service, String topic, long sequence, String type, Instant at, String json, @Nullable String cause) {
        Written one = new Written(
                service,
                at.plusMillis(5),
                row++,
                topic,
                CASE,
                CASE + ":" + sequence,
                type,
                sequence,
                cause,
                null,
                at,
                utf8(json));
        both(one);
        story.add(new Rows.Told(CASE, service, sequence, type, json));
        Audience.of(published.getLast()).forEach(listener -> hears(listener, one.identity()));
    }

    /** An order is opened, due so many seconds after the beginning. */
    void opened(long sequence, int acknowledgeSeconds, int resolveSeconds) {
        order(
                sequence,
                Types.ORDER_OPENED,
                0,
                "\"submission\":" + sequence + ",\"acknowledgeDueAt\":\"" + AT.plusSeconds(acknowledgeSeconds)
                        + "\",\"resolveDueAt\":\"" + AT.plusSeconds(resolveSeconds) + "\"");
    }

    /** Something about the order, so many seconds after the beginning; it has no cause, like all that the clock does. */
    void order(long sequence, String type, int seconds, String fields) {
        said(
                "escalation",
                "escalation.work-orders",
                sequence,
                type,
                AT.plusSeconds(seconds),
                "{\"workOrderId\":\"" + ORDER + "\"," + fields + "}",
                null);
    }

    /** A step of a deadline that is taken so many seconds after the beginning. */
    void step(long sequence, String type, int seconds, String deadline, int dueSeconds) {
        order(
                sequence,
                type,
                seconds,
                "\"deadline\":\"" + deadline + "\",\"revision\":1,\"deadlineAt\":\"" + AT.plusSeconds(dueSeconds)
                        + "\"");
    }

    void hears(String service, String identity) {
        inbox.computeIfAbsent(service, name -> new HashSet<>()).add(identity);
    }

    /** Forgets all that is said of the order, from that number on. */
    void withoutOrderFrom(long sequence) {
        Predicate<String> ours = topic -> topic.equals("escalation.work-orders");
        written.removeIf(one -> ours.test(one.topic()) && one.sequence() >= sequence);
        published.removeIf(one -> ours.test(one.topic()) && one.sequence() >= sequence);
        story.removeIf(one -> one.publisher().equals("escalation") && one.number() >= sequence);
    }

    void replacePublished(Predicate<Published> which, UnaryOperator<Published> other) {
        published.replaceAll(one -> which.test(one) ? other.apply(one) : one);
    }

    private void both(Written one) {
        written.add(one);
        published.add(record(one, published.size()));
    }

    static Published record(Written one, long offset) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", one.eventId());
        headers.put("ce_source", one.source());
        headers.put("ce_type", one.type());
        headers.put("ce_subject", one.key());
        headers.put("ce_time", one.at().toString());
        headers.put("ce_sequence", Long.toString(one.sequence()));
        headers.put("content-type", "application/json");
        if (one.causationId() != null) {
            headers.put("ce_causationid", one.causationId());
        }
        return new Published(one.topic(), 0, 1000 + offset, one.committedAt(), one.key(), headers, one.payload());
    }

    /** Something that a party outside says. */
    static Published external(String topic, String key, String source, String id, String type, long offset) {
        return new Published(
                topic,
                0,
                offset,
                AT,
                key,
                Map.of("ce_specversion", "1.0", "ce_id", id, "ce_source", source, "ce_type", type),
                utf8("{}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
