package org.firstline.contracts;

import java.time.Instant;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/**
 * What contact-center platforms push in, on {@code call-events} or over HTTP. These carry personal data (the caller's
 * number, free text); they are readable by intake alone and kept 24 hours.
 *
 * <p>A platform's events come doubled and out of order. {@code rootCallId} stays the same across transfers and is what
 * makes two events one contact.
 */
public sealed interface CallEvent extends SuiteEvent {

    /** Short name of the platform, such as {@code amazon-connect}. */
    String platform();

    /** The platform's id of this leg. */
    String callId();

    /** The platform's id of the first leg; the same across transfers. */
    String rootCallId();

    /** Which way the call goes. */
    Direction direction();

    /** When the platform says it happened. */
    Instant at();

    /** A call rings. {@code callerNumber} in E.164 where the platform knows it. */
    record Offered(
            String platform,
            String callId,
            String rootCallId,
            Direction direction,
            Instant at,
            @Nullable String callerNumber,
            @Nullable String queue)
            implements CallEvent {
        public Offered {
            head(platform, callId, rootCallId, direction, at);
            Check.numberOrNull("callerNumber", callerNumber);
            Check.textOrNull("queue", queue);
        }
    }

    /** An agent takes the call and gives the agent number (manual §3.1.1). */
    record Answered(String platform, String callId, String rootCallId, Direction direction, Instant at, String agentId)
            implements CallEvent {
        public Answered {
            head(platform, callId, rootCallId, direction, at);
            Check.code("agentId", agentId);
        }
    }

    /** The call goes to another queue or agent; it stays the same contact. */
    record Transferred(
            String platform,
            String callId,
            String rootCallId,
            Direction direction,
            Instant at,
            @Nullable String toQueue,
            @Nullable String toAgentId)
            implements CallEvent {
        public Transferred {
            head(platform, callId, rootCallId, direction, at);
            Check.textOrNull("toQueue", toQueue);
            Check.codeOrNull("toAgentId", toAgentId);
        }
    }

    /** The call is over after it was answered. */
    record Ended(
            String platform,
            String callId,
            String rootCallId,
            Direction direction,
            Instant at,
            @Nullable String reason) implements CallEvent {
        public Ended {
            head(platform, callId, rootCallId, direction, at);
            Check.textOrNull("reason", reason);
        }
    }

    /** The caller hung up before anybody answered: owed a callback. */
    record Abandoned(
            String platform,
            String callId,
            String rootCallId,
            Direction direction,
            Instant at,
            @Nullable String callerNumber)
            implements CallEvent {
        public Abandoned {
            head(platform, callId, rootCallId, direction, at);
            Check.numberOrNull("callerNumber", callerNumber);
        }
    }

    /** An IVR or a bot has captured what the customer wants; enough to triage without an agent. */
    record ProblemReported(
            String platform,
            String callId,
            String rootCallId,
            Direction direction,
            Instant at,
            @Nullable String callerNumber,
            Problem problem)
            implements CallEvent {
        public ProblemReported {
            head(platform, callId, rootCallId, direction, at);
            Check.numberOrNull("callerNumber", callerNumber);
            Check.given("problem", problem);
        }
    }

    /**
     * What the bot captured.
     *
     * @param account the account or service number the customer gave; personal data
     * @param identityVerified whether the bot verified the caller (PIN, voice print); false leaves account-specific
     *     actions closed
     * @param category the bot's classification
     */
    record Problem(
            ServiceLine serviceLine,
            Category category,
            Level impact,
            Level urgency,
            Symptom symptom,
            @Nullable String account,
            boolean identityVerified) {
        public Problem {
            Check.given("problem.serviceLine", serviceLine);
            Check.given("problem.category", category);
            Check.given("problem.impact", impact);
            Check.given("problem.urgency", urgency);
            Check.given("problem.symptom", symptom);
            Check.textOrNull("problem.account", account);
        }
    }

    private static void head(String platform, String callId, String rootCallId, Direction direction, Instant at) {
        Check.code("platform", platform);
        Check.code("callId", callId);
        Check.code("rootCallId", rootCallId);
        Check.given("direction", direction);
        Check.instant("at", at);
    }
}
