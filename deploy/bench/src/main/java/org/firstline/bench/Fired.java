package org.firstline.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.EscalationEvent;
import org.firstline.drive.Heard;

/**
 * What became of deadlines that fell due, as their topic tells: when the transaction began that took each (the event's own
 * time), and when the broker had the event for everybody to read (the record's time; the topic is set to stamp records as
 * they are appended). Both by the clock of one machine, whose database has the due instant.
 */
final class Fired {

    private static final Set<String> TYPES = Set.of(
            Catalogue.typesOf(EscalationEvent.DeadlineWarned.class).getFirst(),
            Catalogue.typesOf(EscalationEvent.DeadlineBreached.class).getFirst(),
            Catalogue.typesOf(EscalationEvent.LadderStepTaken.class).getFirst());

    private final Map<String, Instant> dueAt;
    private final int expected;
    private final Instant first;
    private final Histogram takenUs = new Histogram(3);
    private final Histogram publishedUs = new Histogram(3);
    private final PerSecond published = new PerSecond();
    private final List<String> tooEarly = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Instant lastTakenAt = Instant.EPOCH;
    private Instant lastPublishedAt = Instant.EPOCH;

    /**
     * @param dueAt of each deadline, by its case's id
     * @param events that each of them leads to
     */
    Fired(Map<String, Instant> dueAt, int events) {
        this.dueAt = Map.copyOf(dueAt);
        this.expected = dueAt.size() * events;
        this.first = dueAt.values().stream().min(Instant::compareTo).orElseThrow();
    }

    /**
     * What was found of all.
     *
     * @param deadlines how many
     * @param events they led to
     * @param takenUs from due to when the transaction that took it began, µs, of each event
     * @param publishedUs from due to when the broker had it, µs (in steps of 1,000), of each event
     * @param takenAfter from the first due instant until the last was taken
     * @param publishedAfter from the first due instant until the last was on the topic
     * @param perSecond events on the topic in each second since the first due instant
     */
    record Result(
            int deadlines,
            int events,
            Histogram takenUs,
            Histogram publishedUs,
            Duration takenAfter,
            Duration publishedAfter,
            List<Integer> perSecond) {

        /** Deadlines a second, from the first due instant until the last was on the topic. */
        double perSecondPublished() {
            return deadlines / (publishedAfter.toNanos() / 1e9);
        }
    }

    /** Takes in a record; what is not about these deadlines is passed over, and so is what was said twice. */
    void accept(Heard heard) {
        Instant due = TYPES.contains(heard.type()) ? dueAt.get(heard.key()) : null;
        if (due == null || !seen.add(heard.id())) {
            return;
        }
        if (heard.at().isBefore(due)) {
            tooEarly.add(heard.id());
        }
        takenUs.recordValue(us(due, heard.at()));
        publishedUs.recordValue(us(due, heard.recordedAt()));
        published.markAt(Duration.between(first, heard.recordedAt()));
        lastTakenAt = later(lastTakenAt, heard.at());
        lastPublishedAt = later(lastPublishedAt, heard.recordedAt());
    }

    boolean isComplete() {
        return seen.size() >= expected;
    }

    int missing() {
        return expected - seen.size();
    }

    /** @throws IllegalStateException when one was taken before its time, or not as often as it should be */
    Result result() {
        if (!tooEarly.isEmpty() || seen.size() != expected) {
            throw new IllegalStateException("expected " + expected + " events, none before its time; found "
                    + seen.size() + ", " + tooEarly.size() + " of them too early");
        }
        return new Result(
                dueAt.size(),
                expected,
                takenUs,
                publishedUs,
                Duration.between(first, lastTakenAt),
                Duration.between(first, lastPublishedAt),
                published.counts());
    }

    private static long us(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1_000);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
