package org.firstline.diagnosis.domain;

/** The lines of business a pack may be for (manual §1.2), in the contract's words. */
public enum ServiceLine {
    FIXED_LINE,
    MOBILE,
    BROADBAND,
    DEDICATED_LINE,
    VALUE_ADDED
}
