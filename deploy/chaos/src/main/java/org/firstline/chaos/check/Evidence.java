package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.firstline.chaos.check.DriverEntry.Acknowledged;
import org.firstline.chaos.check.DriverEntry.Poisoned;
import org.firstline.chaos.check.DriverEntry.Sent;

/**
 * All that is known of a run once the suite has come to rest.
 *
 * @param driver what the driver did
 * @param written what was ever inserted into an outbox, in the order of commits
 * @param published all topics from their first record; of one partition in its order
 * @param rows the tables
 * @param unrest what did not come to rest
 */
public record Evidence(
        List<DriverEntry> driver, List<Written> written, List<Published> published, Rows rows, List<Unrest> unrest) {

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
    }

    /** All events that were sent and acknowledged, in the driver's order. */
    List<Taken> taken() {
        Map<Long, Acknowledged> answers = answers();
        return entries(Sent.class)
                .filter(sent -> answers.containsKey(sent.number()))
                .map(sent -> new Taken(sent, answers.get(sent.number())))
                .toList();
    }

    /** All poisoned records that the broker took. */
    List<PoisonTaken> poison() {
        Map<Long, Acknowledged> answers = answers();
        return entries(Poisoned.class)
                .filter(one -> answers.containsKey(one.number())
                        && answers.get(one.number()).offset() >= 0)
                .map(one -> new PoisonTaken(one, answers.get(one.number())))
                .toList();
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
        Set<String> seen = new HashSet<>();
        List<Published> first = new ArrayList<>();
        for (Published one : published) {
            if (one.source().startsWith("/firstline/") && seen.add(one.topic() + " " + one.identity())) {
                first.add(one);
            }
        }
        return first;
    }

    /** First deliveries of one type. */
    List<Published> ofType(String type) {
        return firstDeliveries().stream().filter(one -> one.type().equals(type)).toList();
    }

    /** First deliveries of one topic by key, in their order. */
    Map<String, List<Published>> byKey(String topic) {
        Map<String, List<Published>> byKey = new LinkedHashMap<>();
        for (Published one : firstDeliveries()) {
            if (one.topic().equals(topic)) {
                byKey.computeIfAbsent(one.about(), key -> new ArrayList<>()).add(one);
            }
        }
        return byKey;
    }
}
