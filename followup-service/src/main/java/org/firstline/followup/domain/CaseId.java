package org.firstline.followup.domain;

import java.util.UUID;

/** A case, or an abandoned contact that is owed a callback; intake minted the id. */
public record CaseId(UUID value) implements Comparable<CaseId> {

    @Override
    public int compareTo(CaseId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
