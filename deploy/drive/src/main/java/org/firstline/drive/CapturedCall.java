package org.firstline.drive;

import java.time.Instant;
import java.util.List;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.ServiceLine;

/**
 * A call whose problem a bot has captured, as its platform tells of it: it rings, the bot reports, it ends. The optical
 * signal is gone, which no question to the customer can help: such a case is escalated at once.
 */
public record CapturedCall(Post rings, Post report, Post ends) {

    /**
     * A call of now.
     *
     * @param platform who tells of it
     * @param callId the platform's id of the call, the root of its own contact
     * @param caller the caller's number in E.164
     */
    public static CapturedCall of(String platform, String callId, String caller) {
        Instant at = Instant.now();
        CallEvent.Problem problem = new CallEvent.Problem(
                ServiceLine.BROADBAND,
                Category.NETWORK_FAULT,
                Level.HIGH,
                Level.MEDIUM,
                new Symptom("broadband.los", null, at, Frequency.PERMANENT, List.of()),
                null,
                true);
        return new CapturedCall(
                Post.call(new CallEvent.Offered(platform, callId, callId, Direction.INBOUND, at, caller, "support")),
                Post.call(new CallEvent.ProblemReported(
                        platform, callId, callId, Direction.INBOUND, at, caller, problem)),
                Post.call(new CallEvent.Ended(platform, callId, callId, Direction.INBOUND, at, "completed")));
    }

    /** What the platform says, in its order. */
    public List<Post> posts() {
        return List.of(rings, report, ends);
    }
}
