package org.firstline.followup.domain;

import java.util.List;

/** What comes of an input. */
public sealed interface Decision {

    /** The case goes on, and these things are to be done with it. */
    record Advance(CaseFile next, List<Effect> effects) implements Decision {
        public Advance {
            effects = List.copyOf(effects);
        }
    }

    /** A duplicate, or overtaken: normal. */
    record Ignore(String why) implements Decision {}

    /** It came before its cause. {@code waitingFor} is how the cause will be known. */
    record Hold(String waitingFor) implements Decision {}

    /** The rules say no. {@code code} is stable, in kebab-case. */
    record Refuse(String code, String why) implements Decision {}
}
