package org.firstline.chaos.check;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.chaos.check.DriverEntry.Sent;
import org.firstline.chaos.check.Evidence.Taken;
import org.firstline.chaos.check.Rows.Contact;

/**
 * P1: a call event that was acknowledged leads to exactly one contact, and one that tells of an answered or captured call
 * to exactly one case, be it a case of its own or the open one it was attached to. No case comes of nothing.
 */
final class EveryCallOneCase implements Rule {

    /** Stages in which a contact whose call got through still has to wait for a person or the clock. */
    private static final Set<String> STILL_DECIDING = Set.of("waiting", "undecided");

    private static final Set<String> OF_ANOTHER_CASE = Set.of("attached", "outbound");

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        Map<String, List<Contact>> contacts =
                evidence.rows().contacts().stream().collect(groupingBy(one -> one.platform() + " " + one.rootCallId()));
        Map<String, List<Published>> opened =
                evidence.ofType(Types.CASE_OPENED).stream().collect(groupingBy(Published::about));
        for (Map.Entry<String, List<Taken>> call : calls(evidence).entrySet()) {
            call(call.getKey(), call.getValue(), contacts.getOrDefault(call.getKey(), List.of()), opened, broken);
        }
        outOfNothing(evidence, contacts, opened, broken);
        return broken;
    }

    private static Map<String, List<Taken>> calls(Evidence evidence) {
        Map<String, List<Taken>> calls = new LinkedHashMap<>();
        for (Taken taken : evidence.taken()) {
            if (taken.sent().type().startsWith(Types.CALL)) {
                calls.computeIfAbsent(callOf(taken.sent()), call -> new ArrayList<>())
                        .add(taken);
            }
        }
        return calls;
    }

    private static String callOf(Sent sent) {
        return sent.source().replaceFirst("^/platforms/", "") + " " + sent.key();
    }

    private static void call(
            String call,
            List<Taken> events,
            List<Contact> contacts,
            Map<String, List<Published>> opened,
            List<Violation> broken) {
        List<String> shown = new ArrayList<>(events.stream().map(Taken::told).toList());
        if (contacts.size() != 1) {
            contacts.forEach(contact -> shown.add("intake.contact " + contact.id() + "  " + contact.stage()));
            broken.add(violation("call " + call, "expected one contact of this call, found " + contacts.size(), shown));
            return;
        }
        Contact contact = contacts.getFirst();
        List<Published> cases = opened.getOrDefault(contact.id(), List.of());
        cases.forEach(one -> shown.add(one.told()));
        shown.add("intake.contact " + contact.id() + "  " + contact.stage());
        if (cases.size() > 1) {
            broken.add(violation(
                    "case " + contact.id(),
                    "expected one case of the call, found it opened " + cases.size() + " times",
                    shown));
        } else if (cases.isEmpty()
                && events.stream().anyMatch(EveryCallOneCase::getsThrough)
                && !STILL_DECIDING.contains(contact.stage())
                && !OF_ANOTHER_CASE.contains(contact.stage())) {
            broken.add(violation("call " + call, "expected a case of the call that got through, found none", shown));
        }
    }

    private static boolean getsThrough(Taken taken) {
        String type = taken.sent().type();
        return type.equals(Types.CALL_REPORTED) || type.equals(Types.CALL_ANSWERED);
    }

    /** Whether anybody knows if it was taken on or not: the call was at least spoken of. */
    private static void outOfNothing(
            Evidence evidence,
            Map<String, List<Contact>> contacts,
            Map<String, List<Published>> opened,
            List<Violation> broken) {
        Set<String> spokenOf = new LinkedHashSet<>();
        evidence.entries(Sent.class).forEach(sent -> spokenOf.add(callOf(sent)));
        Set<String> ids = new LinkedHashSet<>();
        contacts.forEach((call, rows) -> {
            rows.forEach(row -> ids.add(row.id()));
            if (!spokenOf.contains(call)) {
                broken.add(violation(
                        "call " + call,
                        "expected only calls that somebody spoke of, found one that nobody did",
                        rows.stream()
                                .map(row -> "intake.contact " + row.id() + "  " + row.stage())
                                .toList()));
            }
        });
        opened.forEach((id, cases) -> {
            if (!ids.contains(id)) {
                broken.add(violation(
                        "case " + id,
                        "expected a contact behind every case, found none",
                        cases.stream().map(Published::told).toList()));
            }
        });
    }

    private static Violation violation(String about, String what, List<String> shown) {
        return new Violation(Promise.P1, about, what, shown);
    }
}
