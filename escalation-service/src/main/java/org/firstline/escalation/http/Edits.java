package org.firstline.escalation.http;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.escalation.flow.Edited;
import org.jspecify.annotations.Nullable;

/** What the doors to reference data do alike. */
final class Edits {

    private Edits() {}

    /** The version a change is meant for; null where something new is meant ({@code If-None-Match: *}). */
    static @Nullable Long expectedOrNew(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return Version.expected(ifMatch);
        }
        if (ifMatch != null || !ifNoneMatch.strip().equals("*")) {
            throw Problems.badRequest("If-None-Match", "* and no If-Match, to add something new", "something else");
        }
        return null;
    }

    static <E> Response answer(
            String what, String id, Edited<E> edited, Function<E, Object> view, ToLongFunction<E> version) {
        return switch (edited) {
            case Edited.Saved<E>(E row, boolean created) ->
                Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                        .entity(view.apply(row))
                        .tag(Version.tag(version.applyAsLong(row)))
                        .build();
            case Edited.Absent<E> absent -> throw Problems.notFound(what, id);
            case Edited.Stale<E>(long now) -> throw Problems.changedSince(what, id, Long.toString(now));
            case Edited.Exists<E> exists -> throw Problems.changedSince(what, id, "an existing one");
        };
    }

    static Response shown(Object view, long version) {
        return Response.ok(view).tag(Version.tag(version)).build();
    }

    static <W extends Enum<W>> W word(String field, Class<W> words, String word) {
        return Arrays.stream(words.getEnumConstants())
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest(
                        field, "one of " + Arrays.toString(words.getEnumConstants()), "another word"));
    }
}
