package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * P1 and P2, the side of "nothing lost": whatever lies on a topic and is meant for a service has been worked on by it in
 * a transaction that was committed, or was put aside where people see it. The inbox is that service's own word for it.
 */
final class NothingUnheard implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Set<String> aside = new HashSet<>();
        evidence.rows().deadLetters().forEach(letter -> aside.add(letter.service() + " " + letter.place()));
        evidence.rows().parked().forEach(parked -> aside.add(parked.service() + " " + parked.place()));
        Map<String, Set<String>> excused = excused(evidence, aside);
        Map<String, Violation> broken = new LinkedHashMap<>();
        for (Published one : evidence.published()) {
            for (String service : Audience.of(one)) {
                Set<String> heard = evidence.rows().inbox().getOrDefault(service, Set.of());
                if (!heard.contains(one.identity())
                        && !excused.getOrDefault(service, Set.of()).contains(one.identity())) {
                    broken.putIfAbsent(service + " " + one.identity(), unheard(service, one));
                }
            }
        }
        return new ArrayList<>(broken.values());
    }

    /** Identities of which a record was put aside: what was said twice is put aside once. */
    private static Map<String, Set<String>> excused(Evidence evidence, Set<String> aside) {
        Map<String, Set<String>> excused = new HashMap<>();
        for (Published one : evidence.published()) {
            for (String service : Audience.of(one)) {
                if (aside.contains(service + " " + one.place())) {
                    excused.computeIfAbsent(service, name -> new HashSet<>()).add(one.identity());
                }
            }
        }
        return excused;
    }

    private static Violation unheard(String service, Published one) {
        boolean call = one.type().startsWith(Types.CALL);
        return new Violation(
                call ? Promise.P1 : Promise.P2,
                (call ? "call " : "case or order ") + one.about(),
                "expected " + service + " to have worked on " + one.identity() + ", found that it never did",
                List.of(one.told()));
    }
}
