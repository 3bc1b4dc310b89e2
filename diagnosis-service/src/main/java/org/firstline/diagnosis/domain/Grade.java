package org.firstline.diagnosis.domain;

/** Fault grade by which an escalation is submitted (manual §3.3.3); G1 is the gravest. */
public enum Grade {
    G1,
    G2,
    G3,
    G4;

    /** The grade from impact × urgency, by ITIL's priority matrix with its two lowest priorities as one. */
    public static Grade of(Level impact, Level urgency) {
        return values()[Math.min(impact.ordinal() + urgency.ordinal(), G4.ordinal())];
    }
}
