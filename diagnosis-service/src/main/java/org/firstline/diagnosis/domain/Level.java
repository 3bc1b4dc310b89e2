package org.firstline.diagnosis.domain;

/** How much of the service is hit, or how soon it hurts; highest first. */
public enum Level {
    HIGH,
    MEDIUM,
    LOW;

    /** The graver of two. */
    public Level orGraver(Level other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
