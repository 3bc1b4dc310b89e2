package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What goes on for ever is lost as well: whatever would not come to rest is held against the promise it belongs to, with
 * the last that the topics tell of the cases or records it is about.
 */
final class AtRest implements Rule {

    private static final int LAST = 5;

    @Override
    public List<Violation> broken(Evidence evidence) {
        return evidence.unrest().stream()
                .map(one -> new Violation(one.promise(), about(one), one.what(), shown(one, evidence)))
                .toList();
    }

    private static String about(Unrest one) {
        return one.keys().isEmpty() ? one.where() : one.where() + " (" + String.join(", ", one.keys()) + ")";
    }

    private static List<String> shown(Unrest one, Evidence evidence) {
        List<String> shown = new ArrayList<>();
        for (String key : one.keys()) {
            Set<String> names = new HashSet<>(Set.of(key));
            // A call that is no case yet is known on the topics by its root id alone.
            evidence.rows().contacts().stream()
                    .filter(contact -> contact.id().equals(key))
                    .forEach(contact -> names.add(contact.rootCallId()));
            List<String> told = evidence.published().stream()
                    .filter(record -> names.contains(record.about()) || names.contains(record.place()))
                    .sorted(Comparator.comparing(Published::recordedAt))
                    .map(Published::told)
                    .toList();
            if (told.isEmpty()) {
                shown.add(key + "  nothing on the topics");
            }
            shown.addAll(told.subList(Math.max(0, told.size() - LAST), told.size()));
        }
        return shown;
    }
}
