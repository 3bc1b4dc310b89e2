package org.firstline.drive.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.drive.Backlog;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.TopicReader;
import org.firstline.drive.Words;
import org.firstline.drive.replay.Play.Step;
import org.firstline.local.LocalTrouble;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;

/**
 * Plays a log into a suite in lockstep with suite time: time stands still while anything moves, and goes on to the next
 * instant at which something happens in the log or falls due in a service. So nothing depends on how fast the machine
 * is, and the same log gives the same story at any pace.
 */
final class Replay implements AutoCloseable {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Doors doors;
    private final SuiteClock clock;
    private final Backlog backlog;
    private final Stillness stillness;
    private final TopicReader topics;
    private final PriorityQueue<Play> ahead = new PriorityQueue<>(
            Comparator.comparing((Play play) -> play.nextAt().orElseThrow())
                    .thenComparing(play -> play.course().incident().number()));
    private final Map<String, Play> byCall = new HashMap<>();
    private final Map<UUID, Play> byCase = new HashMap<>();
    private final Tally tally = new Tally();
    private final Story story = new Story();
    private Instant now = Instant.EPOCH;

    Replay(RunningSuite suite) {
        doors = Doors.of(suite);
        clock = SuiteClock.of(suite);
        backlog = Backlog.of(doors.admin());
        stillness = new Stillness(clock, backlog);
        topics = doors.read(Doors.topics(), TopicReader.From.BEGINNING);
    }

    /**
     * Plays all of it.
     *
     * @param minutesPerSecond minutes of the log per second of wall time; empty for as fast as it goes
     */
    void play(Collection<Play> plays, Optional<Double> minutesPerSecond, Progress progress) {
        ahead.addAll(plays);
        Instant begin = beginning();
        Pace pace = new Pace(begin, minutesPerSecond);
        moveTo(begin);
        Optional<Instant> next = Optional.of(begin);
        while (next.isPresent()) {
            pace.awaitTurn(next.get());
            moveTo(next.get());
            happen();
            progress.at(now, tally.happened(), tally.closed(), tally.events());
            next = nextInstant();
        }
        progress.end(now, tally.happened(), tally.closed(), tally.events());
    }

    /** Suite time; after the end the time of the last thing that happened. */
    Instant now() {
        return now;
    }

    /** When the first thing happens. */
    private Instant beginning() {
        return ahead.stream()
                .map(play -> play.nextAt().orElseThrow())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("expected something to play, found nothing"));
    }

    Tally tally() {
        return tally;
    }

    Story story() {
        return story;
    }

    @Override
    public void close() {
        topics.close();
        backlog.close();
        clock.close();
        doors.close();
    }

    private void moveTo(Instant at) {
        clock.stopAt(at);
        now = at;
    }

    /** All that happens at this instant: what fell due first, then the log's, one act of each incident at a time. */
    private void happen() {
        rest();
        Deque<Play> acting = new ArrayDeque<>();
        while (!ahead.isEmpty() && !ahead.element().nextAt().orElseThrow().isAfter(now)) {
            acting.add(ahead.remove());
        }
        Set<Play> acted = new LinkedHashSet<>(acting);
        while (!acting.isEmpty()) {
            List<Play> again = new ArrayList<>();
            for (Play play : acting) {
                Optional<Step> step = play.next(now);
                if (step.isPresent()) {
                    perform(play, step.get());
                    again.add(play);
                }
            }
            acting = new ArrayDeque<>(again);
            if (!again.isEmpty()) {
                doors.flush();
                rest();
            }
        }
        acted.stream().filter(play -> play.nextAt().isPresent()).forEach(ahead::add);
    }

    private void perform(Play play, Step step) {
        switch (step) {
            case Step.Say(var post, boolean rings) -> {
                if (rings) {
                    byCall.put(post.identity(), play);
                }
                doors.send(post);
            }
            case Step.SendAgain(UUID order, String department) -> sendAgain(order, department);
        }
        tally.happened(play, step);
    }

    private void sendAgain(UUID order, String department) {
        HttpDoor door = doors.http(Service.ESCALATION, "supervisor");
        String path = "/work-orders/" + order;
        HttpDoor.Answer answer = door.change(
                "POST",
                path,
                path + "/resubmission",
                Map.of("department", department, "remark", "Handed on (incident log)"));
        if (!answer.isGood()) {
            throw new LocalTrouble(Words.of("replay.refused", path, answer.status(), answer.json()));
        }
    }

    /** Waits until nothing moves, and takes in what was said meanwhile. */
    private void rest() {
        stillness.await();
        List<Heard> heard = topics.readToEnd();
        // What stands on other topics about a case may have been read before the event that opened it.
        heard.forEach(this::learnCase);
        heard.forEach(this::take);
    }

    private void learnCase(Heard heard) {
        Play play = heard.causationId() == null ? null : byCall.get(heard.causationId());
        if (play != null && heard.event().orElse(null) instanceof CaseOpened opened) {
            byCase.put(opened.caseId(), play);
        }
    }

    private void take(Heard heard) {
        tally.heard(heard);
        Play play = heard.caseId().map(byCase::get).orElse(null);
        if (play == null || heard.sequence() == 0) {
            return;
        }
        story.add(play.course().incident().number(), heard);
        SuiteEvent event = heard.event().orElse(null);
        if (event != null) {
            play.hear(event);
            if (event instanceof CaseClosed) {
                tally.caseClosed();
            }
        }
    }

    /** The next instant at which anything happens; empty when the log is over. */
    private Optional<Instant> nextInstant() {
        Optional<Instant> inTheLog = Optional.ofNullable(ahead.peek()).flatMap(Play::nextAt);
        return inTheLog.map(
                at -> clock.nextDue().filter(due -> due.isBefore(at)).orElse(at));
    }

    /** Waits in wall time where the replay is not to go as fast as it can. */
    private record Pace(Instant begin, Optional<Double> minutesPerSecond, long startedNs) {

        Pace(Instant begin, Optional<Double> minutesPerSecond) {
            this(begin, minutesPerSecond, System.nanoTime());
        }

        void awaitTurn(Instant at) {
            minutesPerSecond.ifPresent(pace -> {
                double minutes = Duration.between(begin, at).toSeconds() / (double) MINUTE.toSeconds();
                long turnNs = startedNs + (long) (minutes / pace * 1e9);
                for (long left = turnNs - System.nanoTime(); left > 0; left = turnNs - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            });
        }
    }
}
