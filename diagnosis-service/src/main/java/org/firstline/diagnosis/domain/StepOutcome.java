package org.firstline.diagnosis.domain;

/** How a guided step ended (manual §3.3.2). */
public enum StepOutcome {
    DONE_HELPED,
    DONE_NO_CHANGE,
    FAILED,
    SKIPPED
}
