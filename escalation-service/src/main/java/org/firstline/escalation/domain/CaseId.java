package org.firstline.escalation.domain;

import java.util.UUID;

/** The case a work order belongs to; the contact's id as intake minted it. */
public record CaseId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
