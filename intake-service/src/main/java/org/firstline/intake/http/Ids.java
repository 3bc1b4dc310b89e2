package org.firstline.intake.http;

import java.util.UUID;
import org.firstline.door.Problems;
import org.firstline.intake.domain.CaseId;

/** Ids in paths. */
final class Ids {

    private Ids() {}

    /** The id of a case or contact; anything else than a UUID is the caller's mistake. */
    static CaseId of(String field, String text) {
        // UUID.fromString alone takes the digits of every script.
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problems.badRequest(field, "a UUID", "something else");
        }
        return new CaseId(UUID.fromString(text));
    }
}
