package org.firstline.escalation.domain;

import java.util.ArrayList;
import java.util.List;

/** What is to become of an input. */
public sealed interface Decision {

    /** It holds: the next state, and what is to be said, in order. */
    record Advance(WorkOrder.Known next, List<Notice> notices) implements Decision {
        public Advance {
            notices = List.copyOf(notices);
        }

        Advance after(List<Notice> earlier) {
            List<Notice> all = new ArrayList<>(earlier);
            all.addAll(notices);
            return new Advance(next, all);
        }
    }

    /** A duplicate, or overtaken: normal. */
    record Ignore(String why) implements Decision {}

    /** It comes before its cause. */
    record Hold(String waitingFor) implements Decision {}

    /** The rules say no. {@code code} is stable, in kebab-case; {@code why} says what was expected and found. */
    record Refuse(String code, String why) implements Decision {}
}
