package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.chaos.check.Rows.Lock;
import org.firstline.chaos.check.Rows.Session;

/**
 * P7: when all has come to rest, every shard of every outbox has one owner, as many relays are there as processes live,
 * the owners are among them, and nobody sits in an open transaction.
 */
final class NoLockOfTheDead implements Rule {

    private static final int SHARDS = 16;
    private static final int PRESENCE = -1;

    @Override
    public List<Violation> broken(Evidence evidence) {
        List<Violation> broken = new ArrayList<>();
        evidence.rows().relays().forEach((service, living) -> {
            List<Lock> locks = evidence.rows().locks().stream()
                    .filter(lock -> lock.service().equals(service))
                    .toList();
            shards(service, locks, living, broken);
        });
        for (Session session : evidence.rows().sessions()) {
            broken.add(new Violation(
                    Promise.P7,
                    session.application(),
                    "expected no transaction to be open at rest, found one for " + Math.round(session.openSeconds())
                            + " s, " + session.state(),
                    List.of("session " + session.session() + "  " + session.query())));
        }
        return broken;
    }

    private static void shards(String service, List<Lock> locks, int living, List<Violation> broken) {
        Set<Integer> relays = new HashSet<>();
        Map<Integer, Set<Integer>> owners = new HashMap<>();
        for (Lock lock : locks) {
            if (lock.shard() == PRESENCE) {
                relays.add(lock.session());
            } else {
                owners.computeIfAbsent(lock.shard(), shard -> new HashSet<>()).add(lock.session());
            }
        }
        if (relays.size() != living) {
            broken.add(violation(
                    service,
                    "expected " + living + " relays to be present, as many as processes live, found " + relays.size(),
                    locks));
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            Set<Integer> own = owners.getOrDefault(shard, Set.of());
            if (own.size() != 1 || !relays.containsAll(own)) {
                broken.add(violation(
                        service,
                        "expected one relay that is present to own shard " + shard + ", found sessions " + own,
                        locks));
            }
        }
    }

    private static Violation violation(String service, String what, List<Lock> locks) {
        return new Violation(
                Promise.P7,
                service + ".outbox",
                what,
                locks.stream()
                        .map(lock -> "session " + lock.session()
                                + (lock.shard() == PRESENCE ? " is present" : " owns shard " + lock.shard()))
                        .toList());
    }
}
