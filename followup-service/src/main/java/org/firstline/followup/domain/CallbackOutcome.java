package org.firstline.followup.domain;

/** How a callback ended (manual §3.5.1). */
public enum CallbackOutcome {
    SOLVED,
    NOT_SOLVED,
    NOT_REACHED
}
