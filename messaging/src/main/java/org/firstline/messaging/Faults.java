package org.firstline.messaging;

import io.vertx.pgclient.PgException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Tells a fault (database or broker away: retry for as long as it takes, nothing is dead-lettered) from something that
 * will never work (a bug that one message brings out: that message alone goes to the dead letters).
 */
final class Faults {

    /** Serialisation failure and deadlock: the same work again, at once. */
    private static final Set<String> AT_ONCE = Set.of("40001", "40P01");

    /** SQLSTATE classes that speak of the data or of the statement, not of the server's state. */
    private static final Set<String> OF_THE_MESSAGE = Set.of("21", "22", "23", "42", "54", "P0");

    private Faults() {}

    static boolean isWorthRetryingAtOnce(Throwable failure) {
        return failure instanceof PgException pg && AT_ONCE.contains(pg.getSqlState());
    }

    static boolean isOfTheMessage(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = pg.getSqlState();
            return state != null && state.length() == 5 && OF_THE_MESSAGE.contains(state.substring(0, 2));
        }
        return switch (failure) {
            case NullPointerException e -> true;
            case IllegalArgumentException e -> true;
            case IllegalStateException e -> isOurs(e);
            case ClassCastException e -> true;
            case ArithmeticException e -> true;
            case IndexOutOfBoundsException e -> true;
            case UnsupportedOperationException e -> true;
            case NoSuchElementException e -> true;
            case MatchException e -> true;
            case DateTimeException e -> true;
            default -> false;
        };
    }

    /** A closed pool or client throws IllegalStateException too; that is the server's or our own going away. */
    private static boolean isOurs(IllegalStateException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.firstline.");
    }
}
