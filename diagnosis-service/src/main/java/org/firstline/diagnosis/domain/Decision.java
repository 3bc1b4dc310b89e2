package org.firstline.diagnosis.domain;

import java.util.List;

/** What comes of an input. */
public sealed interface Decision {

    /** The diagnosis becomes {@code next}, and these things are to be said, in order. */
    record Advance(Diagnosis next, List<Notice> notices) implements Decision {
        public Advance {
            notices = List.copyOf(notices);
        }
    }

    /** A duplicate, or something overtaken: normal. */
    record Ignore(String why) implements Decision {}

    /** It came before its cause. */
    record Hold(String waitingFor) implements Decision {}

    /** The rules say no; {@code code} is stable, in kebab-case. */
    record Refuse(String code, String why) implements Decision {}
}
