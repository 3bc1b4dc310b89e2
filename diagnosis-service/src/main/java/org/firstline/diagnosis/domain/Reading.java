package org.firstline.diagnosis.domain;

/** A value that a check showed; {@link #UNKNOWN} when it could not be found out. */
public record Reading(String check, String value) {

    /** Asked and not found out: no evidence, and not asked again. */
    public static final String UNKNOWN = "unknown";
}
