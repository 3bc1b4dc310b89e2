package org.firstline.drive.replay;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongFunction;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Terms.Direction;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Post;

/**
 * The calls of an incident log, for who sends them as fast as they are taken: what the customers reported, from as many
 * customers as there are incidents. What the log says of later is left to the parties outside, who answer by themselves.
 */
public final class LoggedCalls implements LongFunction<CapturedCall> {

    private final IncidentLog log;

    private LoggedCalls(IncidentLog log) {
        this.log = log;
    }

    /**
     * Those of a file such as {@code replay} takes.
     *
     * @throws org.firstline.local.LocalTrouble saying in a sentence what is wrong with the file
     */
    public static LoggedCalls read(Path file) {
        return new LoggedCalls(IncidentLog.read(file));
    }

    /** How many incidents the log has. */
    public int incidents() {
        return log.incidents().size();
    }

    /** How many rows it has. */
    public int rows() {
        return log.rows();
    }

    /**
     * A call of now.
     *
     * @param number from 1 on, in the order of the log; beyond its end it begins again, with other customers
     */
    @Override
    public CapturedCall apply(long number) {
        long place = number - 1;
        int incidents = incidents();
        Incident incident = log.incidents().get((int) (place % incidents));
        String name = String.format(Locale.ROOT, "%s-%04d", incident.number(), place / incidents);
        String platform = Codes.platform(incident.first());
        String caller = Codes.callerNumber(name);
        Instant at = Instant.now();
        return new CapturedCall(
                Post.call(new CallEvent.Offered(platform, name, name, Direction.INBOUND, at, caller, "support")),
                Post.call(new CallEvent.ProblemReported(
                        platform, name, name, Direction.INBOUND, at, caller, Codes.problem(incident.first()))),
                Post.call(new CallEvent.Ended(platform, name, name, Direction.INBOUND, at, "completed")));
    }
}
