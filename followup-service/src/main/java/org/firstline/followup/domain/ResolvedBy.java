package org.firstline.followup.domain;

/** Who removed the trouble. */
public enum ResolvedBy {
    FIRST_LINE,
    CUSTOMER,
    DEPARTMENT
}
