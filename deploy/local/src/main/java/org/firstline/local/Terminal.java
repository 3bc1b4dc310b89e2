package org.firstline.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what is going on. On a terminal one line moves while something takes time; in a file or pipe every
 * step is a line of its own.
 */
final class Terminal implements Reporter, AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final char[] WHEEL = {'|', '/', '-', '\\'};
    private static final Duration TURN = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean moving;
    private @Nullable String current;
    private Instant since = Instant.now();
    private int turn;

    Terminal(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
        if (moving) {
            Thread.ofPlatform().daemon().name("progress").start(this::move);
        }
    }

    /** On standard output; moving when the script that knows says it is a terminal. */
    static Terminal standard() {
        return new Terminal(System.out, Boolean.getBoolean("firstline.terminal"));
    }

    @Override
    public synchronized void doing(String what) {
        current = what;
        since = Instant.now();
        if (!moving) {
            out.println("  " + what + " …");
        }
    }

    @Override
    public synchronized void say(String line) {
        if (moving) {
            out.print(CLEAR_LINE);
        }
        out.println(line);
        out.flush();
    }

    /** Nothing is being done any more. */
    synchronized void done() {
        if (moving && current != null) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        current = null;
    }

    @Override
    public void close() {
        done();
    }

    private void move() {
        while (true) {
            synchronized (this) {
                if (current != null) {
                    turn = (turn + 1) % WHEEL.length;
                    long seconds = Duration.between(since, Instant.now()).toSeconds();
                    out.print(CLEAR_LINE + "  " + WHEEL[turn] + " " + current + " … " + seconds + " s");
                    out.flush();
                }
                try {
                    wait(TURN.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
