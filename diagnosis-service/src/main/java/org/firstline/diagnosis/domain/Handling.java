package org.firstline.diagnosis.domain;

/** Whether a person leads the diagnosis, or bots lead it by events. */
public enum Handling {
    PERSON,
    AUTOMATIC
}
