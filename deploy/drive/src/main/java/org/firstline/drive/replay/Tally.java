package org.firstline.drive.replay;

import java.util.Map;
import java.util.TreeMap;
import org.firstline.drive.Heard;
import org.firstline.drive.replay.Play.Step;

/** What went in and what came out, counted. */
final class Tally {

    private static final String OURS = "/firstline/";

    private final Map<String, Long> in = new TreeMap<>();
    private final Map<String, Long> out = new TreeMap<>();
    private int happened;
    private int closed;
    private long events;
    private long deadLetters;

    /** Something was done; sending a returned order on is part of the hand-over that asked for it. */
    void happened(Play play, Step step) {
        if (step instanceof Step.SendAgain) {
            in.merge("SendAgain", 1L, Long::sum);
        } else {
            in.merge(play.lastAct(), 1L, Long::sum);
            happened++;
        }
    }

    /** Something was read off a topic. */
    void heard(Heard heard) {
        if (heard.topic().endsWith(".dead-letters")) {
            deadLetters++;
        } else if (heard.source().startsWith(OURS)) {
            events++;
            out.merge(heard.type(), 1L, Long::sum);
        }
    }

    void caseClosed() {
        closed++;
    }

    /** Acts by their name. */
    Map<String, Long> in() {
        return in;
    }

    /** Events of the suite by their type. */
    Map<String, Long> out() {
        return out;
    }

    int happened() {
        return happened;
    }

    int closed() {
        return closed;
    }

    long events() {
        return events;
    }

    long deadLetters() {
        return deadLetters;
    }
}
