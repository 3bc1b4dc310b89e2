package org.firstline.diagnosis.domain;

/** A version of a knowledge pack. A diagnosis keeps the version it began with. */
public record PackVersion(String id, int version) {

    @Override
    public String toString() {
        return id + ".v" + version;
    }
}
