package org.firstline.drive.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.drive.Heard;
import org.jspecify.annotations.Nullable;

/**
 * Prints what happens, a line each: time, case, topic, sentence. Of what it hears it tells only of the cases of calls
 * that were made known to it, so that a suite with other guests does not confuse the story.
 */
final class Teller implements Consumer<Heard> {

    private static final String RESET = "\u001b[0m";
    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final Map<String, String> COLOURS = Map.of(
            "intake", "\u001b[36m",
            "diagnosis", "\u001b[33m",
            "escalation", "\u001b[35m",
            "departments", "\u001b[34m",
            "followup", "\u001b[32m");
    private static final int TOPIC_WIDTH = 38;

    private final PrintStream out;
    private final boolean colour;
    private final Narrator narrator;
    private final DateTimeFormatter clock;
    private final Set<String> calls = new HashSet<>();
    /** Which case an id stands for: its own, or that of its work order. */
    private final Map<UUID, UUID> cases = new HashMap<>();
    /** Read before the event that says whose they are. */
    private final List<Heard> early = new ArrayList<>();

    Teller(PrintStream out, boolean colour, Narrator narrator, ZoneId zone) {
        this.out = out;
        this.colour = colour;
        this.narrator = narrator;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** A call of ours; {@code identity} is that of any of its events. */
    synchronized void ours(String identity) {
        calls.add(identity);
    }

    @Override
    public synchronized void accept(Heard heard) {
        early.add(heard);
        boolean learnt = true;
        while (learnt) {
            learnt = false;
            for (Heard one : List.copyOf(early)) {
                Optional<UUID> ofCase = caseOf(one);
                if (ofCase.isPresent()) {
                    early.remove(one);
                    learnt |= tell(one, ofCase.get());
                }
            }
        }
    }

    /** Something that somebody outside did; {@code caseId} null while there is no case yet. */
    synchronized void act(@Nullable UUID caseId, Instant at, String sentence) {
        line(at, caseId, "", DIM, sentence);
    }

    /** The beginning of a scene. */
    synchronized void title(int number, String title, String about) {
        out.println();
        out.println(painted(BOLD, number + "  " + title));
        out.println("   " + about);
    }

    synchronized void plain(String text) {
        out.println(text);
    }

    private Optional<UUID> caseOf(Heard heard) {
        Optional<UUID> key = heard.caseId();
        UUID known = key.map(cases::get).orElse(null);
        if (known == null && key.isPresent() && heard.causationId() != null && calls.contains(heard.causationId())) {
            cases.put(key.get(), key.get());
            return key;
        }
        return Optional.ofNullable(known);
    }

    /** Tells it; true when others may be understood by it. */
    private boolean tell(Heard heard, UUID caseId) {
        Optional<SuiteEvent> event = heard.event();
        event.ifPresent(e -> line(heard.at(), caseId, heard.topic(), colourOf(heard.topic()), narrator.tell(e)));
        if (event.orElse(null) instanceof WorkOrderOpened opened) {
            cases.put(opened.workOrderId(), caseId);
        }
        return true;
    }

    private void line(Instant at, @Nullable UUID caseId, String topic, String with, String sentence) {
        String shortId = caseId == null ? "····" : caseId.toString().substring(0, 4);
        String place = topic + " ".repeat(Math.max(1, TOPIC_WIDTH - topic.length()));
        out.println(clock.format(at) + "  " + shortId + "  " + painted(DIM, place) + painted(with, sentence));
    }

    private String colourOf(String topic) {
        return COLOURS.getOrDefault(topic.split("\\.")[0], "");
    }

    private String painted(String with, String text) {
        return colour && !with.isEmpty() ? with + text + RESET : text;
    }
}
