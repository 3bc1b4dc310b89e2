package org.firstline.chaos.check;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        poison.forEach((place, one) -> putAside(one, letters.getOrDefault(place, List.of()), records, broken));
        letters.values().stream()
                .flatMap(List::stream)
                .forEach(letter -> nothingElse(evidence, letter, poison, records, announced, broken));
        evidence.rows().parked().forEach(parked -> behindPoison(parked, evidence, records, broken));
        evidence.poisonByHttp().forEach(one -> turnedAway(one, broken));
        return broken;
    }

    @Override
    public List<String> open(Evidence evidence) {
        long sent = evidence.entries(DriverEntry.Poisoned.class)
                .filter(one -> one.door() == DriverEntry.Door.HTTP)
                .count();
        boolean judged = evidence.poisonByHttp().stream().anyMatch(one -> one.status() != NOT_THERE);
        return sent == 0 || judged
                ? List.of()
                : List.of(Promise.P6 + ": none of " + sent
                        + " poisoned bodies that were sent over HTTP was answered but by"
                        + " 503; how the service turns them away was not seen");
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

    private static void putAside(
            PoisonTaken one, List<DeadLetter> letters, Map<String, Published> records, List<Violation> broken) {
        List<String> shown = new ArrayList<>();
        shown.add(one.told());
        record(one.place(), records).ifPresent(shown::add);
        letters.forEach(letter -> shown.add(told(letter)));
        if (letters.isEmpty()) {
            broken.add(violation(
                    one.place(),
                    "expected a dead letter of the poison (" + one.poisoned().kind() + "), found none",
                    shown));
        } else if (letters.stream().map(DeadLetter::service).distinct().count() < letters.size()) {
            broken.add(violation(
                    one.place(),
                    "expected one dead letter of a record in each service, found " + letters.size() + " in all",
                    shown));
        } else if (letters.stream().anyMatch(letter -> letter.reason().isBlank())) {
            broken.add(violation(one.place(), "expected a reason of the dead letter, found none", shown));
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
        List<String> shown = new ArrayList<>();
        shown.add(told(letter));
        record(letter.place(), records).ifPresent(shown::add);
        if (meant == null && !unanswered) {
            broken.add(violation(
                    letter.place(),
                    "expected only poison in the dead letters, found a record that nothing is wrong with",
                    shown));
        }
        if (letter.position() >= 0 && !announced.contains(letter.service() + ".dead-letters " + letter.place())) {
            broken.add(
                    violation(letter.place(), "expected the dead letter to be announced, found that it is not", shown));
        }
    }

    private static void behindPoison(
            Parked parked, Evidence evidence, Map<String, Published> records, List<Violation> broken) {
        List<DeadLetter> ofItsKey = evidence.rows().deadLetters().stream()
                .filter(letter -> letter.service().equals(parked.service())
                        && letter.topic().equals(parked.topic())
                        && parked.keyHash().equals(letter.keyHash()))
                .toList();
        if (ofItsKey.stream().noneMatch(letter -> letter.state().equals("open"))) {
            List<String> shown = new ArrayList<>();
            shown.add(parked.service() + ".parked " + parked.place());
            record(parked.place(), records).ifPresent(shown::add);
            ofItsKey.forEach(letter -> shown.add(told(letter)));
            broken.add(violation(
                    parked.place(),
                    "expected what is parked to stand behind an open dead letter, found none of its key",
                    shown));
        }
    }

    private static Optional<String> record(String place, Map<String, Published> records) {
        return Optional.ofNullable(records.get(place)).map(Published::told);
    }

    private static String told(DeadLetter letter) {
        return letter.service() + ".dead_letter " + letter.place() + "  " + letter.state() + "  " + letter.reason();
    }

    private static String place(Published announcement) {
        var json = announcement.json();
        return json.path("topic").asText() + "/" + json.path("partition").asInt() + "@"
                + json.path("offset").asLong();
    }

    private static Violation violation(String place, String what, List<String> shown) {
        return new Violation(Promise.P6, place, what, shown);
    }
}
