package org.firstline.chaos.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P3: each revision of a deadline has one fate: it fires, once; or it is met, superseded or cancelled before its time.
 * Escalation numbers its events under the lock of the case, so their numbers are the order of the decisions.
 */
final class DeadlineFates implements Rule {

    private static final String ACKNOWLEDGE = "ACKNOWLEDGE";
    private static final String RESOLVE = "RESOLVE";
    private static final String BREACH = "breach";

    /** A deadline that runs, or ran last. */
    private static final class Running {
        private final Instant dueAt;
        private final Set<String> fired = new HashSet<>();
        private @Nullable Published endedBy;

        Running(Instant dueAt) {
            this.dueAt = dueAt;
        }
    }

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, List<Published>> orders = new LinkedHashMap<>();
        for (List<Published> ofCase : evidence.byKey("escalation.work-orders").values()) {
            for (Published one : ofCase) {
                orders.computeIfAbsent(one.json().path("workOrderId").asText(), id -> new ArrayList<>())
                        .add(one);
            }
        }
        Instant now = evidence.rows().suiteNow().getOrDefault("escalation", Instant.MIN);
        List<Violation> broken = new ArrayList<>();
        orders.forEach((id, events) -> new Life(id, events, broken).follow(now));
        return broken;
    }

    /** The life of one order. */
    private static final class Life {
        private final String order;
        private final List<Published> events;
        private final List<Violation> broken;
        private final Map<String, Running> running = new HashMap<>();

        Life(String order, List<Published> events, List<Violation> broken) {
            this.order = order;
            this.events = new ArrayList<>(events);
            this.events.sort(Comparator.comparingLong(Published::sequence));
            this.broken = broken;
        }

        void follow(Instant now) {
            for (Published event : events) {
                switch (event.type()) {
                    case Types.ORDER_OPENED -> opened(event);
                    case Types.ORDER_ACKNOWLEDGED -> ended(event, "acknowledgedAt", ACKNOWLEDGE);
                    case Types.ORDER_RETURNED -> ended(event, "returnedAt", ACKNOWLEDGE);
                    case Types.ORDER_RESOLVED -> ended(event, "resolvedAt", ACKNOWLEDGE, RESOLVE);
                    case Types.ORDER_CANCELLED -> ended(event, "cancelledAt", ACKNOWLEDGE, RESOLVE);
                    case Types.DEADLINE_WARNED -> fired(event, "warning");
                    case Types.DEADLINE_BREACHED -> fired(event, BREACH);
                    case Types.LADDER_STEP ->
                        climbed(event, event.json().path("rung").asInt());
                    default -> {}
                }
            }
            running.forEach((name, deadline) -> {
                if (deadline.endedBy == null && !deadline.dueAt.isAfter(now) && !deadline.fired.contains(BREACH)) {
                    say(name + " was due at " + deadline.dueAt + " and expected to fire, found that by " + now
                            + " it neither fired nor ended");
                }
            });
        }

        private void opened(Published event) {
            running.put(ACKNOWLEDGE, new Running(time(event, "acknowledgeDueAt")));
            Instant resolve = time(event, "resolveDueAt");
            Running before = running.get(RESOLVE);
            if (before == null || before.endedBy != null || !before.dueAt.equals(resolve)) {
                running.put(RESOLVE, new Running(resolve));
            }
        }

        private void ended(Published event, String when, String... names) {
            Instant at = time(event, when);
            for (String name : names) {
                Running deadline = running.get(name);
                if (deadline == null || deadline.endedBy != null) {
                    continue;
                }
                deadline.endedBy = event;
                if (!at.isBefore(deadline.dueAt) && !deadline.fired.contains(BREACH)) {
                    say(name + " was due at " + deadline.dueAt + " and expected to fire before " + event.identity()
                            + " of " + at + ", found that it did not");
                }
            }
        }

        private void fired(Published event, String step) {
            String name = event.json().path("deadline").asText();
            Running deadline = running.get(name);
            if (deadline == null) {
                say("expected a deadline that runs, found " + step + " of " + name + " in " + event.identity()
                        + " before there was one");
                return;
            }
            Published endedBy = deadline.endedBy;
            if (endedBy != null) {
                say("expected one fate of " + name + " due at " + deadline.dueAt + ", found its " + step + " in "
                        + event.identity() + " after it had ended by " + endedBy.identity());
            }
            if (!deadline.fired.add(step)) {
                say("expected the " + step + " of " + name + " due at " + deadline.dueAt + " once, found it again in "
                        + event.identity());
            }
            if (event.json().has("deadlineAt") && !time(event, "deadlineAt").equals(deadline.dueAt)) {
                say("expected the " + step + " of the revision that runs, due at " + deadline.dueAt
                        + ", found one of another, due at " + time(event, "deadlineAt"));
            }
        }

        /** A ladder begins with the breach and leaves out no rung. */
        private void climbed(Published event, int rung) {
            Running deadline = running.get(event.json().path("deadline").asText());
            String before = rung == 1 ? BREACH : "rung " + (rung - 1);
            if (deadline != null && !deadline.fired.contains(before)) {
                say("expected the " + before + " before rung " + rung + " in " + event.identity() + ", found none");
            }
            fired(event, "rung " + rung);
        }

        private void say(String what) {
            broken.add(new Violation(
                    Promise.P3,
                    "case " + events.getFirst().about() + ", order " + order,
                    what,
                    events.stream().map(Published::told).toList()));
        }

        private static Instant time(Published event, String field) {
            return Instant.parse(event.json().path(field).asText());
        }
    }
}
