package org.firstline.followup.domain;

/** Why a case is closed. */
public enum Closure {
    SOLVED_CONFIRMED,
    SOLVED_NOT_REACHED,
    OUT_OF_SCOPE,
    CANCELLED,
    CALLBACK_SETTLED
}
