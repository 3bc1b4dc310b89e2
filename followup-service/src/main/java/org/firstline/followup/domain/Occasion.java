package org.firstline.followup.domain;

/** What a callback is about. */
public enum Occasion {
    FIXED,
    GUIDED,
    DEPARTMENT,
    CANCELLED,
    ABANDONED
}
