package org.firstline.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.DeadlineName;
import org.firstline.escalation.domain.Terms.Grade;

/**
 * How long a department has, by fault grade, and what happens before and after (manual §3.3.3, §3.4.2). Data that
 * people administer.
 *
 * @param acknowledgeWithin until a department must have taken an order on, 1 minute to 365 days, before the factor
 * @param resolveWithin until it must have removed the trouble, from hand-over of the first submission
 * @param factorPercent by contract class, 1 to 1,000; a class that is not named has 100
 * @param warnPercent after how much of a deadline's time it warns, 1 to 99
 * @param reopenedPercent the least share of {@code resolveWithin} that a reopened order gets, 1 to 100
 * @param desk how long first line and follow-up have for their own next step
 * @param ladder at least three rungs, in the order of their times
 */
public record DeadlinePolicy(
        Grade grade,
        Duration acknowledgeWithin,
        Duration resolveWithin,
        Map<ContractClass, Integer> factorPercent,
        int warnPercent,
        int reopenedPercent,
        Desk desk,
        List<Rung> ladder) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern ROLE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** How long the desks have: for a department's question, a returned request, a callback, closing what is cancelled. */
    public record Desk(Duration answerWithin, Duration completeWithin, Duration callBackWithin, Duration closeWithin) {}

    /** @throws Unsound when a figure is out of its bounds; names the field */
    public DeadlinePolicy {
        factorPercent = factorPercent.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(factorPercent));
        ladder = List.copyOf(ladder);
        bounded("acknowledgeWithin", acknowledgeWithin);
        bounded("resolveWithin", resolveWithin);
        bounded("desk.answerWithin", desk.answerWithin());
        bounded("desk.completeWithin", desk.completeWithin());
        bounded("desk.callBackWithin", desk.callBackWithin());
        bounded("desk.closeWithin", desk.closeWithin());
        if (acknowledgeWithin.compareTo(resolveWithin) > 0) {
            throw new Unsound("acknowledgeWithin", "at most resolveWithin", "more");
        }
        factorPercent.forEach((contract, percent) -> percent("factorPercent." + contract, percent, 1_000));
        percent("warnPercent", warnPercent, 99);
        percent("reopenedPercent", reopenedPercent, 100);
        checkLadder(ladder);
    }

    private static void checkLadder(List<Rung> ladder) {
        if (ladder.size() < 3 || ladder.size() > 100) {
            throw new Unsound("ladder", "3 to 100 rungs", ladder.size() + " rungs");
        }
        List<String> roles = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Rung rung : ladder) {
            if (rung.after().compareTo(before) < 0 || rung.after().compareTo(LONGEST) > 0) {
                throw new Unsound("ladder", "rungs in the order of their times, at most 365 days", "another order");
            }
            if (!ROLE.matcher(rung.role()).matches() || roles.contains(rung.role())) {
                throw new Unsound(
                        "ladder", "role codes of lower case letters, digits and hyphens, each once", "others");
            }
            roles.add(rung.role());
            before = rung.after();
        }
    }

    private static void bounded(String field, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new Unsound(field, "a duration of 1 minute to 365 days", "another one");
        }
    }

    private static void percent(String field, int percent, int most) {
        if (percent < 1 || percent > most) {
            throw new Unsound(field, "a whole number from 1 to " + most, Integer.toString(percent));
        }
    }

    /** Time to acknowledge a hand-over; its revision is the submission's number. */
    Deadline acknowledge(int revision, ContractClass contract, Instant at) {
        return deadline(DeadlineName.ACKNOWLEDGE, revision, at, scaled(acknowledgeWithin, contract));
    }

    /** Time to resolve, from the first hand-over on. */
    Deadline resolve(ContractClass contract, Instant at) {
        return deadline(DeadlineName.RESOLVE, 1, at, scaled(resolveWithin, contract));
    }

    /** A reopened order continues its clock: what was left when it was resolved, but never less than the least share. */
    Deadline resolveAgain(Deadline before, Instant resolvedAt, ContractClass contract, Instant at) {
        Duration least =
                scaled(resolveWithin, contract).multipliedBy(reopenedPercent).dividedBy(100);
        Duration left = before.leftAt(resolvedAt);
        return deadline(DeadlineName.RESOLVE, before.revision() + 1, at, left.compareTo(least) > 0 ? left : least);
    }

    private Duration scaled(Duration budget, ContractClass contract) {
        return budget.multipliedBy(factorPercent.getOrDefault(contract, 100)).dividedBy(100);
    }

    private Deadline deadline(DeadlineName name, int revision, Instant at, Duration budget) {
        // Whole milliseconds: what the database keeps and compares must be the instant that was decided.
        Instant dueAt = at.plus(budget).truncatedTo(ChronoUnit.MILLIS);
        Instant warnAt =
                at.plus(budget.multipliedBy(warnPercent).dividedBy(100)).truncatedTo(ChronoUnit.MILLIS);
        return new Deadline(name, revision, at, budget, warnAt, dueAt, ladder, 0);
    }
}
