package org.firstline.diagnosis.db;

/** The states by the names they are stored and listed under. */
public enum StateName {
    AWAITED,
    OPEN,
    FIXED,
    GUIDED,
    ESCALATED,
    ENDED
}
