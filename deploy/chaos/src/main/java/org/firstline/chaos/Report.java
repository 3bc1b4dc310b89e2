package org.firstline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.firstline.chaos.check.Promise;
import org.firstline.chaos.check.Violation;
import org.firstline.chaos.fault.Fault;
import org.firstline.chaos.fault.Happening;
import org.firstline.local.Suite;

/** A run on one page of Markdown. */
final class Report {

    private static final int SHOWN_PER_PROMISE = 5;
    private static final int LINES_PER_VIOLATION = 30;

    /** What P7 promises. */
    private static final Duration SERVING_WITHIN = Duration.ofSeconds(30);

    private static final Duration DATABASE_WITHIN = Duration.ofSeconds(60);

    private final Result result;

    Report(Result result) {
        this.result = result;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Chaos, seed " + result.order().seed());
        lines.add("");
        lines.add(
                result.held()
                        ? "Every promise was kept."
                        : "**" + result.violations().size()
                                + " violations.** What was promised and broken stands below.");
        lines.add("");
        result.open().forEach(one -> {
            lines.add("Not judged: " + one + ".");
            lines.add("");
        });
        sent(lines);
        promises(lines);
        recovery(lines);
        faults(lines);
        violations(lines);
        return String.join("\n", lines) + "\n";
    }

    private void sent(List<String> lines) {
        var sent = result.sent();
        var counts = result.counts();
        lines.add(String.format(
                Locale.ROOT,
                "%d calls in %s s (%.1f/s; asked for %.1f/s), %d of them by HTTP; %d told of twice, %d out of order, %d"
                        + " poisoned records beside them; %d events sent again because nobody said they are kept.",
                sent.calls(),
                seconds(sent.took()),
                sent.perSecond(),
                result.order().perSecond(),
                sent.byHttp(),
                sent.doubled(),
                sent.shuffled(),
                sent.poisoned(),
                sent.sentAgain()));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "In the end: %d contacts, %d work orders, %d cases closed, %d notices delivered and %d failed with a"
                        + " task, %d dead letters; %d rows committed into outboxes, %d records on the topics. The gateway"
                        + " took %d messages, failed %d tries, and saw %d messages again.",
                counts.contacts(),
                counts.orders(),
                counts.closed(),
                counts.delivered(),
                counts.failed(),
                counts.dead(),
                counts.committed(),
                counts.records(),
                result.gateway().messages(),
                result.gateway().failures(),
                result.gateway().repeated()));
        lines.add("");
        lines.add("Up after " + seconds(result.start()) + " s; at rest " + seconds(result.restTook())
                + " s after load and faults had ended. " + result.kills() + " processes killed with -9, "
                + result.crashes() + " let die at a chosen point, " + result.otherFaults() + " other faults.");
        lines.add("");
    }

    private void promises(List<String> lines) {
        Map<Promise, Long> broken =
                result.violations().stream().collect(Collectors.groupingBy(Violation::promise, Collectors.counting()));
        lines.add("| promise | | |");
        lines.add("|---|---|---|");
        for (Promise promise : Promise.values()) {
            Long count = broken.get(promise);
            lines.add("| " + promise + " | " + promise.words() + " | "
                    + (count == null ? "held" : "**" + count + " violations**") + " |");
        }
        lines.add("");
    }

    /** P7's figures; machines differ, so they are told, marked where they are beyond the promise, and not judged. */
    private void recovery(List<String> lines) {
        Map<String, List<Duration>> times = new TreeMap<>();
        for (Happening happening : result.happenings()) {
            if (happening.fault().kind() == Fault.Kind.KILL
                    && happening.readyAfter().isPresent()) {
                times.computeIfAbsent(happening.fault().target(), target -> new ArrayList<>())
                        .add(happening.readyAfter().get());
            }
        }
        if (times.isEmpty()) {
            return;
        }
        lines.add("| killed with -9 | times | serving again after, s | longest, s | later than promised |");
        lines.add("|---|---|---|---|---|");
        times.forEach((target, all) -> {
            List<Duration> sorted = all.stream().sorted().toList();
            lines.add("| " + target + " | " + all.size() + " | " + seconds(sorted.get(sorted.size() / 2)) + " | "
                    + seconds(sorted.getLast()) + " | " + late(target, sorted) + " |");
        });
        lines.add("");
        lines.add("Promised are 30 s for a service or the broker and 60 s for the database, when one process is killed"
                + " on a machine with two processors that does nothing else. Here several are killed at once, on a"
                + " machine that also makes the load: what took longer is marked, and is no failure of the run.");
        lines.add("");
    }

    /** How many took longer than promised, and of how many; empty where none did. */
    private static String late(String target, List<Duration> all) {
        Duration promised = target.equals(Suite.POSTGRES) ? DATABASE_WITHIN : SERVING_WITHIN;
        long late = all.stream().filter(one -> one.compareTo(promised) > 0).count();
        return late == 0 ? "" : "**" + late + " of " + all.size() + " after more than " + promised.toSeconds() + " s**";
    }

    private void faults(List<String> lines) {
        lines.add("| | at, s | fault | of | lasted, s | serving again after, s | |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Happening happening : result.happenings()) {
            Fault fault = happening.fault();
            lines.add("| " + fault.number() + " | " + fault.at().toSeconds() + " | "
                    + fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | " + fault.target() + " | "
                    + fault.lasts().toSeconds() + " | "
                    + happening.readyAfter().map(Report::seconds).orElse("") + " | "
                    + happening.leftOut().map(why -> "left out: " + why).orElse(happening.note()) + " |");
        }
        lines.add("");
    }

    private void violations(List<String> lines) {
        Map<Promise, List<Violation>> byPromise =
                result.violations().stream().collect(Collectors.groupingBy(Violation::promise));
        new TreeMap<>(byPromise).forEach((promise, all) -> {
            lines.add("## " + promise + ": " + promise.words());
            lines.add("");
            lines.add("```");
            all.stream().limit(SHOWN_PER_PROMISE).forEach(one -> {
                List<String> told = one.told().lines().toList();
                lines.addAll(told.subList(0, Math.min(told.size(), LINES_PER_VIOLATION)));
                if (told.size() > LINES_PER_VIOLATION) {
                    lines.add("    … " + (told.size() - LINES_PER_VIOLATION) + " more lines");
                }
            });
            if (all.size() > SHOWN_PER_PROMISE) {
                lines.add("… and " + (all.size() - SHOWN_PER_PROMISE) + " more");
            }
            lines.add("```");
            lines.add("");
        });
    }
}
