package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** P4, the order: on each topic the first deliveries of a case stand in the order in which they were committed. */
final class OrderPerCase implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, Written> written = new HashMap<>();
        evidence.written().forEach(row -> written.putIfAbsent(row.topic() + " " + row.identity(), row));
        Map<String, Published> latest = new HashMap<>();
        List<Violation> broken = new ArrayList<>();
        for (Published one : evidence.firstDeliveries()) {
            Written row = written.get(one.topic() + " " + one.identity());
            if (row == null) {
                continue;
            }
            String lane = one.topic() + " " + one.source() + " " + one.about();
            Published before = latest.get(lane);
            Written rowBefore = before == null ? null : written.get(before.topic() + " " + before.identity());
            if (before == null || rowBefore == null || rowBefore.id() < row.id()) {
                latest.put(lane, one);
            } else {
                broken.add(new Violation(
                        Promise.P4,
                        "case " + one.about(),
                        "expected the events of a case in the order of their commits, found row " + rowBefore.id()
                                + " on the topic before row " + row.id(),
                        List.of(before.told(), one.told(), row.told(), rowBefore.told())));
            }
        }
        return broken;
    }
}
