package org.firstline.drive.replay;

import org.firstline.contracts.CallEvent.Problem;

/** What a party outside does to the suite at a minute of the log. */
sealed interface Act {

    /** The customer rings and a bot captures the problem: a new case. */
    record Ring(String platform, Problem problem) implements Act {}

    /** The customer rings about a case that was closed: a further case of the same incident. */
    record RingAgain(String platform, Problem problem) implements Act {}

    /** The bot has come to its end: diagnosis is to conclude. */
    record Exhaust() implements Act {}

    /** The department takes the order on. */
    record Accept() implements Act {}

    /** The department says that it is another's, and whose. Another still is taken where that is its own. */
    record HandOver(String department) implements Act {}

    /** The department needs something from the customer. */
    record Ask() implements Act {}

    /** The customer has answered. */
    record Inform() implements Act {}

    /** The department waits for somebody else; {@code waitingFor} as the log calls it. */
    record Report(String waitingFor) implements Act {}

    /** The department has removed the trouble. */
    record Resolve(String cause) implements Act {}

    /** The customer, called back, says whether it is solved. */
    record CallBack(boolean solved) implements Act {}
}
