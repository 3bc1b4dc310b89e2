package org.firstline.intake.http;

import java.util.UUID;
import org.firstline.door.Problems;
import org.firstline.intake.domain.CaseId;

/** Ids in paths. */
final class Ids {

    private Ids() {}

    /** The id of a case or contact; anything else than a UUID is the caller's mistake. */
    static CaseId of(String field, String text) {
        if (text.length() != 36) {
            throw Problems.badRequest(field, "a UUID", "something else");
        }
        try {
            return new CaseId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(field, "a UUID", "something else");
        }
    }
}
