package org.firstline.chaos.check;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.chaos.check.Evidence.PoisonAnswered;
import org.firstline.chaos.check.Evidence.PoisonTaken;
import org.firstline.chaos.check.Rows.DeadLetter;
import org.firstline.chaos.check.Rows.Parked;

/**
 * P6: each poisoned record is put aside once with its reason and announced; nothing else is: a database or broker that is
 * away makes no dead letters. Only what stands behind a dead letter of its own key is parked.
 *
 * <p>Poison that comes over HTTP is turned away with 4xx: 2xx would say that it is kept, 5xx that the service stumbled. 503
 * says that the service is not there at the moment, as silence does; neither is an answer to the poison.
 */
final class PoisonStaysAlone implements Rule {

    private static final int NOT_THERE = 503;

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<DeadLetter>> letters = new HashMap<>();
        evidence.rows().deadLetters().forEach(letter -> letters.computeIfAbsent(
                        letter.place(), place -> new ArrayList<>())
                .add(letter));
        Map<String, PoisonTaken> poison =
                evidence.poison().stream().collect(toMap(PoisonTaken::place, one -> one, (one, twin) -> one));
        Set<String> announced = new HashSet<>();
        evidence.firstDeliveries().stream()
                .filter(one -> one.topic().endsWith(".dead-letters"))
                .forEach(one -> announced.add(one.topic() + " " + place(one)));
        Map<String, Published> records =
                evidence.published().stream().collect(toMap(Published::place, one -> one, (one, twin) -> one));
        poison.forEach((place, one) -> putAside(one, letters.getOrDefault(place, List.of()), broken));
        letters.values().stream()
                .flatMap(List::stream)
                .forEach(letter -> nothingElse(evidence, letter, poison, records, announced, broken));
        evidence.rows().parked().forEach(parked -> behindPoison(parked, evidence, broken));
        evidence.poisonByHttp().forEach(one -> turnedAway(one, broken));
        return broken;
    }

    private static void turnedAway(PoisonAnswered one, List<Violation> broken) {
        if (one.status() / 100 != 4 && one.status() != NOT_THERE) {
            broken.add(new Violation(
                    Promise.P6,
                    "poison by HTTP " + one.poisoned().sha256(),
                    "expected the service to turn it away with 4xx, found "
                            + (one.status() / 100 == 2 ? "that it was taken on with 2xx" : "status " + one.status()),
                    List.of(one.told())));
        }
    }

    private static void putAside(PoisonTaken one, List<DeadLetter> letters, List<Violation> broken) {
        if (letters.isEmpty()) {
            broken.add(violation(
                    one.place(),
                    "expected a dead letter of the poison (" + one.poisoned().kind() + "), found none"));
        } else if (letters.stream().map(DeadLetter::service).distinct().count() < letters.size()) {
            broken.add(
                    violation(one.place(), "expected one dead letter of a record in each service, found " + letters));
        } else if (letters.stream().anyMatch(letter -> letter.reason().isBlank())) {
            broken.add(violation(one.place(), "expected a reason of the dead letter, found none"));
        }
    }

    private static void nothingElse(
            Evidence evidence,
            DeadLetter letter,
            Map<String, PoisonTaken> poison,
            Map<String, Published> records,
            Set<String> announced,
            List<Violation> broken) {
        PoisonTaken meant = poison.get(letter.place());
        boolean unanswered = evidence.entries(DriverEntry.Poisoned.class)
                .anyMatch(one -> one.sha256().equals(letter.sha256()));
        if (meant == null && !unanswered) {
            List<String> shown = new ArrayList<>();
            shown.add(letter.service() + ".dead_letter " + letter.place() + "  " + letter.reason());
            Published record = records.get(letter.place());
            if (record != null) {
                shown.add(record.told());
            }
            broken.add(new Violation(
                    Promise.P6,
                    letter.place(),
                    "expected only poison in the dead letters, found a record that nothing is wrong with",
                    shown));
        }
        if (letter.position() >= 0 && !announced.contains(letter.service() + ".dead-letters " + letter.place())) {
            broken.add(violation(letter.place(), "expected the dead letter to be announced, found that it is not"));
        }
    }

    private static void behindPoison(Parked parked, Evidence evidence, List<Violation> broken) {
        boolean behind = evidence.rows().deadLetters().stream()
                .anyMatch(letter -> letter.service().equals(parked.service())
                        && letter.topic().equals(parked.topic())
                        && parked.keyHash().equals(letter.keyHash())
                        && letter.state().equals("open"));
        if (!behind) {
            broken.add(violation(
                    parked.place(),
                    "expected what is parked to stand behind an open dead letter, found none of its key"));
        }
    }

    private static String place(Published announcement) {
        var json = announcement.json();
        return json.path("topic").asText() + "/" + json.path("partition").asInt() + "@"
                + json.path("offset").asLong();
    }

    private static Violation violation(String place, String what) {
        return new Violation(Promise.P6, place, what, List.of());
    }
}
