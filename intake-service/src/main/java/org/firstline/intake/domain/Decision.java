package org.firstline.intake.domain;

import java.util.List;

/** What comes of an input. */
public sealed interface Decision {

    /** The contact goes on, and this is to be said. */
    record Advance(Contact next, List<Notice> notices) implements Decision {
        public Advance {
            notices = List.copyOf(notices);
        }
    }

    /** A duplicate, or overtaken: normal. */
    record Ignore(String why) implements Decision {}

    /** Not allowed now; {@code code} is stable. */
    record Refuse(String code, String why) implements Decision {}
}
