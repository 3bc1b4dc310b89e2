package org.firstline.followup.domain;

import java.util.Locale;

/** Who writes a case's story, in the order in which a case usually passes through their hands. */
public enum Publisher {
    INTAKE,
    DIAGNOSIS,
    ESCALATION,
    FOLLOWUP;

    /** The name in schemas and sources, such as {@code intake}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source of its CloudEvents, such as {@code /firstline/intake}. */
    public String source() {
        return "/firstline/" + id();
    }
}
