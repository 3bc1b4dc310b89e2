package org.firstline.door;

import jakarta.ws.rs.core.EntityTag;
import org.jspecify.annotations.Nullable;

/** Versions of what two people may edit, as ETag and If-Match. */
public final class Version {

    private Version() {}

    /** The ETag of a version. */
    public static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * The version a change is meant for.
     *
     * @param ifMatch the header's value
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 428 without the header, 400 when it is not an ETag of ours
     */
    public static long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problems.preconditionRequired();
        }
        String bare = ifMatch.strip();
        if (!bare.matches("\"[0-9]{1,18}\"")) {
            throw Problems.badRequest("If-Match", "one strong ETag as it was given, such as \"3\"", "something else");
        }
        return Long.parseLong(bare.substring(1, bare.length() - 1));
    }
}
