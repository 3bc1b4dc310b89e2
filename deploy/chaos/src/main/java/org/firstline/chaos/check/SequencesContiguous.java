package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * P4, the numbers: a publisher numbers what it says of a case from 1 without a gap and without a repeat, over all its
 * topics; and on each topic the numbers rise in first-delivery order.
 */
final class SequencesContiguous implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, List<Published>> lanes = new LinkedHashMap<>();
        List<Violation> broken = new ArrayList<>();
        Map<String, Published> last = new HashMap<>();
        for (Published one : evidence.firstDeliveries()) {
            if (one.topic().endsWith(".dead-letters")) {
                continue;
            }
            lanes.computeIfAbsent(one.source() + " " + one.about(), lane -> new ArrayList<>())
                    .add(one);
            Published before = last.put(one.topic() + " " + one.source() + " " + one.about(), one);
            if (before != null && before.sequence() >= one.sequence()) {
                broken.add(violation(
                        one,
                        "expected the numbers to rise on the topic, found " + one.sequence() + " after "
                                + before.sequence(),
                        List.of(before, one)));
            }
        }
        lanes.values().forEach(lane -> contiguous(lane, broken));
        return broken;
    }

    private static void contiguous(List<Published> lane, List<Violation> broken) {
        List<Published> sorted = new ArrayList<>(lane);
        sorted.sort(Comparator.comparingLong(Published::sequence));
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).sequence() != i + 1) {
                broken.add(violation(
                        sorted.get(i),
                        "expected number " + (i + 1) + " of " + sorted.get(i).source() + " next, found "
                                + sorted.get(i).sequence(),
                        sorted));
                return;
            }
        }
    }

    private static Violation violation(Published one, String what, List<Published> shown) {
        return new Violation(
                Promise.P4,
                "case " + one.about(),
                what,
                shown.stream().map(Published::told).toList());
    }
}
