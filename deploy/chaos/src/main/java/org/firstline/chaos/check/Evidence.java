package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstline.chaos.check.DriverEntry.Acknowledged;
import org.firstline.chaos.check.DriverEntry.Poisoned;
import org.firstline.chaos.check.DriverEntry.Sent;
import org.jspecify.annotations.Nullable;

/** All that is known of a run once the suite has come to rest. */
public final class Evidence {

    private final List<DriverEntry> driver;
    private final List<Written> written;
    private final List<Published> published;
    private final Rows rows;
    private final List<Unrest> unrest;
    private final Optional<Set<String>> gateway;
    private final List<Published> firstDeliveries;

    /**
     * @param driver what the driver did
     * @param written what was ever inserted into an outbox, in the order of commits
     * @param published all topics from their first record; of one partition in its order
     * @param rows the tables
     * @param unrest what did not come to rest
     * @param gateway references of the messages that the notification gateway answered 2xx; empty where nobody kept them
     */
    Evidence(
            List<DriverEntry> driver,
            List<Written> written,
            List<Published> published,
            Rows rows,
            List<Unrest> unrest,
            Optional<Set<String>> gateway) {
        this.driver = List.copyOf(driver);
        this.written = List.copyOf(written);
        this.published = List.copyOf(published);
        this.rows = rows;
        this.unrest = List.copyOf(unrest);
        this.gateway = gateway.map(Set::copyOf);
        this.firstDeliveries = firstOf(this.published);
    }

    /** What was ever inserted into an outbox, in the order of commits. */
    public List<Written> written() {
        return written;
    }

    /** All topics from their first record; of one partition in its order. */
    public List<Published> published() {
        return published;
    }

    /** The tables. */
    public Rows rows() {
        return rows;
    }

    List<Unrest> unrest() {
        return unrest;
    }

    /** References (ids of notices) that the notification gateway answered 2xx; empty where nobody kept them. */
    Optional<Set<String>> gateway() {
        return gateway;
    }

    /** Something that was sent and that the suite said it has. */
    record Taken(Sent sent, Acknowledged answer) {
        String told() {
            return sent.door() + " " + sent.topic() + "  " + sent.type() + "  " + sent.source() + "#" + sent.id()
                    + "  sent " + sent.at() + ", acknowledged " + answer.at()
                    + (answer.offset() < 0
                            ? ""
                            : " as " + sent.topic() + "/" + answer.partition() + "@" + answer.offset());
        }
    }

    /** A poisoned record that lies on a topic. */
    record PoisonTaken(Poisoned poisoned, Acknowledged answer) {
        String place() {
            return poisoned.topic() + "/" + answer.partition() + "@" + answer.offset();
        }

        String told() {
            return "KAFKA " + poisoned.topic() + "  poison " + poisoned.kind() + "  sha256 " + poisoned.sha256()
                    + "  sent " + poisoned.at() + ", acknowledged " + answer.at() + " as " + place();
        }
    }

    /** All events that were sent and acknowledged, in the driver's order. */
    List<Taken> taken() {
        Map<Long, Acknowledged> answers = answers();
        List<Taken> taken = new ArrayList<>();
        entries(Sent.class).forEach(sent -> {
            Acknowledged answer = answers.get(sent.number());
            if (answer != null) {
                taken.add(new Taken(sent, answer));
            }
        });
        return taken;
    }

    /** All poisoned records that the broker took; those by HTTP see {@link #poisonByHttp}. */
    List<PoisonTaken> poison() {
        Map<Long, Acknowledged> answers = answers();
        List<PoisonTaken> poison = new ArrayList<>();
        entries(Poisoned.class).forEach(one -> {
            Acknowledged answer = answers.get(one.number());
            if (answer != null && answer.offset() >= 0) {
                poison.add(new PoisonTaken(one, answer));
            }
        });
        return poison;
    }

    /**
     * A poisoned body that was sent over HTTP and that a service answered.
     *
     * @param status of HTTP; 200 stands for any 2xx
     * @param why what the service said, or nothing
     */
    record PoisonAnswered(Poisoned poisoned, int status, String why) {
        String told() {
            return "HTTP " + poisoned.topic() + "  poison " + poisoned.kind() + "  sha256 " + poisoned.sha256()
                    + "  sent " + poisoned.at() + ", answered " + (status / 100 == 2 ? "2xx" : status)
                    + (why.isEmpty() ? "" : ": " + why);
        }
    }

    /** All poisoned bodies that were sent over HTTP and answered in whatever way; silence is no answer. */
    List<PoisonAnswered> poisonByHttp() {
        Map<Long, Poisoned> sent = new LinkedHashMap<>();
        entries(Poisoned.class)
                .filter(one -> one.door() == DriverEntry.Door.HTTP)
                .forEach(one -> sent.put(one.number(), one));
        List<PoisonAnswered> answered = new ArrayList<>();
        for (DriverEntry entry : driver) {
            switch (entry) {
                case Acknowledged answer -> answered(sent.get(answer.number()), 200, "", answered);
                case DriverEntry.Refused answer ->
                    answered(sent.get(answer.number()), answer.status(), answer.why(), answered);
                case DriverEntry.Unanswered answer
                when answer.status() > 0 -> answered(sent.get(answer.number()), answer.status(), "", answered);
                default -> {
                    continue;
                }
            }
        }
        return answered;
    }

    private static void answered(@Nullable Poisoned sent, int status, String why, List<PoisonAnswered> answered) {
        if (sent != null) {
            answered.add(new PoisonAnswered(sent, status, why));
        }
    }

    <E extends DriverEntry> Stream<E> entries(Class<E> kind) {
        return driver.stream().filter(kind::isInstance).map(kind::cast);
    }

    private Map<Long, Acknowledged> answers() {
        Map<Long, Acknowledged> answers = new HashMap<>();
        entries(Acknowledged.class).forEach(answer -> answers.putIfAbsent(answer.number(), answer));
        return answers;
    }

    /** What our services published, each event the first time it stands on its topic; of one topic and key in order. */
    List<Published> firstDeliveries() {
        return firstDeliveries;
    }

    private static List<Published> firstOf(List<Published> published) {
        Set<String> seen = new HashSet<>();
        return published.stream()
                .filter(one -> one.source().startsWith("/firstline/") && seen.add(one.topic() + " " + one.identity()))
                .toList();
    }

    /** First deliveries of one type. */
    List<Published> ofType(String type) {
        return firstDeliveries.stream().filter(one -> one.type().equals(type)).toList();
    }

    /** First deliveries of one topic by key, in their order. */
    Map<String, List<Published>> byKey(String topic) {
        Map<String, List<Published>> byKey = new LinkedHashMap<>();
        for (Published one : firstDeliveries) {
            if (one.topic().equals(topic)) {
                byKey.computeIfAbsent(one.about(), key -> new ArrayList<>()).add(one);
            }
        }
        return byKey;
    }
}
