package org.firstline.messaging;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Tells a fault of a server (database or broker away: retry for as long as it takes, nothing is dead-lettered) from
 * something that will never work (a bug that one message brings out: that message alone goes to the dead letters).
 */
public final class Faults {

    /** What a failure speaks of. */
    enum Kind {
        /** A server is away or not as this version needs it. It passes; nothing is wrong with the message. */
        SERVER,
        /** The message, or our code with this message. Trying again changes nothing. */
        MESSAGE,
        /** Not known. Tried again a few times while the database answers, then taken for {@link #MESSAGE}. */
        UNCLEAR
    }

    /** Serialisation failure and deadlock: the same work again, at once. */
    private static final Set<String> AT_ONCE = Set.of("40001", "40P01");

    /** SQLSTATE classes that speak of the data or of the statement, not of the server's state. */
    private static final Set<String> OF_THE_MESSAGE = Set.of("21", "22", "23", "42", "54", "P0");

    /** Within those: a right, table or column is missing. A migration or a grant is late, and every message would fail. */
    private static final Set<String> OF_THE_SCHEMA = Set.of("42501", "42P01", "42703");

    private static final int DEEPEST_CAUSE = 8;

    private Faults() {}

    /** Whether a failure passes by itself: a server is away, and the same request may be made again as it is. */
    public static boolean isOfTheServer(Throwable failure) {
        return kind(failure) == Kind.SERVER;
    }

    static boolean isNotOfTheServer(Throwable failure) {
        return kind(failure) != Kind.SERVER;
    }

    static boolean isWorthRetryingAtOnce(Throwable failure) {
        return failure instanceof PgException pg && AT_ONCE.contains(pg.getSqlState());
    }

    static Kind kind(Throwable failure) {
        return kind(failure, DEEPEST_CAUSE);
    }

    private static Kind kind(Throwable failure, int deepest) {
        return switch (failure) {
            case PgException pg -> kind(pg);
            case BrokenLetter broken -> Kind.MESSAGE;
            case DecodeException e -> Kind.MESSAGE;
            case EncodeException e -> Kind.MESSAGE;
            case ClosedConnectionException e -> Kind.SERVER;
            case ConnectionPoolTooBusyException e -> Kind.SERVER;
            case TransactionRollbackException e -> Kind.UNCLEAR;
            // The client says it of a connection that went away under a statement, and of nothing else.
            case VertxException e when e.getClass() == VertxException.class -> Kind.SERVER;
            case TimeoutException e -> Kind.SERVER;
            case RejectedExecutionException e -> Kind.SERVER;
            case StackOverflowError e -> Kind.MESSAGE;
            case VirtualMachineError e -> Kind.SERVER;
            case com.fasterxml.jackson.core.JacksonException e -> Kind.MESSAGE;
            case IOException e -> Kind.SERVER;
            case CompletionException e -> kindOfCause(e, deepest);
            case ExecutionException e -> kindOfCause(e, deepest);
            case IllegalStateException e when e.getCause() != null -> kindOfCause(e, deepest);
            case IllegalStateException e -> isOurs(e) ? Kind.MESSAGE : Kind.UNCLEAR;
            case NullPointerException e -> Kind.MESSAGE;
            case IllegalArgumentException e -> Kind.MESSAGE;
            case ClassCastException e -> Kind.MESSAGE;
            case ArithmeticException e -> Kind.MESSAGE;
            case IndexOutOfBoundsException e -> Kind.MESSAGE;
            case NegativeArraySizeException e -> Kind.MESSAGE;
            case ArrayStoreException e -> Kind.MESSAGE;
            case UnsupportedOperationException e -> Kind.MESSAGE;
            case NoSuchElementException e -> Kind.MESSAGE;
            case ConcurrentModificationException e -> Kind.MESSAGE;
            case MatchException e -> Kind.MESSAGE;
            case DateTimeException e -> Kind.MESSAGE;
            default -> Kind.UNCLEAR;
        };
    }

    private static Kind kind(PgException pg) {
        String state = pg.getSqlState();
        if (state == null || state.length() != 5) {
            return Kind.UNCLEAR;
        }
        return OF_THE_MESSAGE.contains(state.substring(0, 2)) && !OF_THE_SCHEMA.contains(state)
                ? Kind.MESSAGE
                : Kind.SERVER;
    }

    private static Kind kindOfCause(Throwable wrapper, int deepest) {
        return wrapper.getCause() == null || deepest == 0 ? Kind.UNCLEAR : kind(wrapper.getCause(), deepest - 1);
    }

    /** A closed pool or client throws IllegalStateException too; that is the server's or our own going away. */
    private static boolean isOurs(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.firstline.");
    }

    /** A failure in words that hold no value of any message: what it is and where in our code; for logs and reasons. */
    static String describe(Throwable failure) {
        StringBuilder words = new StringBuilder(failure.getClass().getSimpleName());
        switch (failure) {
            case PgException pg -> {
                words.append(' ').append(pg.getSqlState());
                if (pg.getTable() != null) {
                    words.append(" table ").append(pg.getTable());
                }
                if (pg.getConstraint() != null) {
                    words.append(" constraint ").append(pg.getConstraint());
                }
            }
            case Unreadable unreadable -> words.append(": ").append(unreadable.getMessage());
            case BrokenLetter broken
            when broken.getCause() != null -> {
                return describe(broken.getCause());
            }
            default -> {}
        }
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.firstline.")) {
                return words.append(" at ")
                        .append(frame.getClassName()
                                .substring(frame.getClassName().lastIndexOf('.') + 1))
                        .append(':')
                        .append(frame.getLineNumber())
                        .toString();
            }
        }
        return words.toString();
    }

    /** The reason a reader gives, where it is one of ours; a library's message may quote the value it stumbled over. */
    static String reason(Throwable failure) {
        boolean ours = failure instanceof Unreadable
                || (failure instanceof IllegalArgumentException && isOurs(failure) && failure.getMessage() != null);
        return ours
                ? String.valueOf(failure.getMessage())
                : "expected to be able to read it, found an internal fault: " + describe(failure);
    }

    /** The same failure for a log: where it happened, in whose code, without its message, which may quote a value. */
    static Throwable withoutValues(Throwable failure) {
        return scrubbed(failure, DEEPEST_CAUSE);
    }

    private static Throwable scrubbed(Throwable failure, int deepest) {
        Throwable cause = failure.getCause();
        Scrubbed scrubbed =
                new Scrubbed(describe(failure), cause == null || deepest == 0 ? null : scrubbed(cause, deepest - 1));
        scrubbed.setStackTrace(failure.getStackTrace());
        return scrubbed;
    }

    private static final class Scrubbed extends Exception {

        private static final long serialVersionUID = 1L;

        Scrubbed(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause, false, true);
        }

        // The message begins with the class of the failure it stands for; that of this one would say nothing.
        @SuppressWarnings("OverrideThrowableToString")
        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
