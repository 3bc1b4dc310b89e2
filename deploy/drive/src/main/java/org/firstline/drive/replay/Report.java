package org.firstline.drive.replay;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.firstline.drive.Words;

/**
 * The end of a replay: what went in, what came out, and whether the counts agree.
 *
 * @param in acts by name
 * @param out events of the suite by type
 * @param differences by incident; empty when all agrees
 * @param complete incidents that the log holds up to their closing: those that were compared
 * @param incomplete the others
 * @param aside what the log says and the suite has no step for
 * @param digest of the story
 */
record Report(
        Map<String, Long> in,
        Map<String, Long> out,
        Map<String, List<String>> differences,
        int complete,
        int incomplete,
        Aside aside,
        long deadLetters,
        String digest) {

    private static final int MOST_SHOWN = 50;

    /** Rows and changes for which nothing was fed. */
    record Aside(int handedOnAfterResolution, int reopenedUnresolved, int contradictions, int silentRows) {}

    static Report of(Collection<Play> plays, Tally tally, Story story) {
        Map<String, List<String>> differences = new TreeMap<>();
        int complete = 0;
        Aside aside = new Aside(0, 0, 0, 0);
        for (Play play : plays) {
            Course course = play.course();
            List<String> found = play.differences();
            if (!found.isEmpty()) {
                differences.put(course.incident().number(), found);
            }
            complete += course.incident().isComplete() ? 1 : 0;
            aside = new Aside(
                    aside.handedOnAfterResolution() + course.handedOnAfterResolution(),
                    aside.reopenedUnresolved() + course.reopenedUnresolved(),
                    aside.contradictions() + course.contradictions(),
                    aside.silentRows() + course.silentRows());
        }
        return new Report(
                new LinkedHashMap<>(tally.in()),
                new LinkedHashMap<>(tally.out()),
                differences,
                complete,
                plays.size() - complete,
                aside,
                tally.deadLetters(),
                story.digest());
    }

    boolean agrees() {
        return differences.isEmpty() && deadLetters == 0;
    }

    void print(PrintStream to) {
        to.println();
        to.println(Words.of("replay.in"));
        in.forEach((act, count) -> row(to, count, Words.of("replay.in." + act)));
        to.println(Words.of(
                "replay.aside",
                aside.handedOnAfterResolution(),
                aside.reopenedUnresolved(),
                aside.contradictions(),
                aside.silentRows()));
        to.println();
        to.println(Words.of("replay.out"));
        out.forEach((type, count) -> row(to, count, type.substring("org.firstline.".length())));
        to.println();
        if (incomplete > 0) {
            to.println(Words.of("replay.incomplete", incomplete));
        }
        if (deadLetters > 0) {
            to.println(Words.of("replay.dead", deadLetters));
        }
        if (agrees()) {
            to.println(Words.of("replay.agree", complete));
        } else if (!differences.isEmpty()) {
            to.println(Words.of("replay.differ", differences.size(), complete + incomplete));
            differences.entrySet().stream()
                    .limit(MOST_SHOWN)
                    .forEach(entry -> to.println("  " + entry.getKey() + "  " + String.join("; ", entry.getValue())));
            if (differences.size() > MOST_SHOWN) {
                to.println("  …");
            }
        }
        to.println(Words.of("replay.digest", digest));
    }

    private static void row(PrintStream to, long count, String what) {
        to.println(String.format(Locale.ROOT, "%,9d  %s", count, what));
    }
}
