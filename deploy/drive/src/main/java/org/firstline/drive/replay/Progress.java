package org.firstline.drive.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A bar that says how far the replay is: rewritten in place on a terminal, a line now and then elsewhere. */
final class Progress {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WIDTH = 24;
    private static final Duration REWRITE = Duration.ofMillis(200);
    private static final Duration NEXT_LINE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private final int happenings;
    private final int incidents;
    private final long startedNs = System.nanoTime();
    private long shownNs;

    Progress(PrintStream out, boolean terminal, int happenings, int incidents) {
        this.out = out;
        this.terminal = terminal;
        this.happenings = happenings;
        this.incidents = incidents;
        this.shownNs = startedNs;
    }

    /** Shows where the replay is, not more often than one can read. */
    void at(Instant suiteTime, int happened, int closed, long events) {
        long now = System.nanoTime();
        if (now - shownNs >= (terminal ? REWRITE : NEXT_LINE).toNanos()) {
            shownNs = now;
            show(suiteTime, happened, closed, events);
        }
    }

    /** Shows the end. */
    void end(Instant suiteTime, int happened, int closed, long events) {
        show(suiteTime, happened, closed, events);
        if (terminal) {
            out.println();
        }
    }

    private void show(Instant suiteTime, int happened, int closed, long events) {
        double seconds = Math.max(0.001, (System.nanoTime() - startedNs) / 1e9);
        int filled = happenings == 0 ? WIDTH : (int) ((long) WIDTH * happened / happenings);
        String bar = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
        String line = "%s %s  %,d cases closed (%,d incidents)  %,d events  %,.0f/s"
                .formatted(bar, TIME.format(suiteTime), closed, incidents, events, events / seconds);
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else {
            out.println(line);
        }
    }
}
