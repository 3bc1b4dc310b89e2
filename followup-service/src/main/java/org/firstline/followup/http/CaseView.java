package org.firstline.followup.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.firstline.followup.domain.CaseFile;
import org.firstline.followup.domain.Phase;
import org.firstline.followup.domain.Promise;
import org.firstline.followup.domain.Solution;
import org.jspecify.annotations.Nullable;

/**
 * A case as people see it.
 *
 * @param status open or closed
 * @param accountable who answers for it now, what is to happen next and until when
 * @param overdue whether that time has passed
 * @param promise what the customer was promised, while it stands
 * @param callback the callback whose result is awaited
 * @param story everything that was said of it, in its order
 */
@Schema(description = "A case with its whole story")
record CaseView(
        UUID caseId,
        String status,
        AccountableView accountable,
        boolean overdue,
        Instant openedAt,
        int round,
        @Nullable String customerRef,
        @Nullable Promise promise,
        @Nullable Solution solution,
        @Nullable CallbackView callback,
        @Nullable ClosingView closed,
        List<StoryLine> story) {

    /** Who is accountable. */
    record AccountableView(
            String owner,
            @Nullable String ownerId,
            String nextStep,
            @Nullable Instant dueAt) {

        static AccountableView of(org.firstline.followup.domain.Accountable accountable) {
            return new AccountableView(
                    accountable.owner().name(),
                    accountable.ownerId(),
                    accountable.nextStep().name(),
                    accountable.dueAt());
        }
    }

    /** A callback whose result is awaited. */
    record CallbackView(int attempt, String about, Instant callAt, boolean personAsked) {}

    /** How it ended. */
    record ClosingView(String closure, Instant closedAt) {}

    /**
     * One line of the story.
     *
     * @param sequence the publisher's number of the event
     * @param sentence what happened, in the reader's language
     * @param data the event's own data
     */
    record StoryLine(
            String publisher,
            long sequence,
            String type,
            Instant at,
            @Nullable String causationId,
            String sentence,

            @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
            JsonNode data) {}

    static CaseView of(CaseFile file, Instant now, List<StoryLine> story) {
        AccountableView accountable = AccountableView.of(file.claims().present());
        Instant dueAt = accountable.dueAt();
        Instant openedAt = file.openedAt();
        return new CaseView(
                file.id().value(),
                file.isClosed() ? "closed" : "open",
                accountable,
                !file.isClosed() && dueAt != null && dueAt.isBefore(now),
                openedAt == null ? now : openedAt,
                file.tally().round(),
                file.known().customerRef(),
                file.told().promise(),
                file.known().solution(),
                file.phase() instanceof Phase.Awaiting awaiting
                        ? new CallbackView(
                                awaiting.attempt(),
                                awaiting.occasion().name(),
                                awaiting.callAt(),
                                awaiting instanceof Phase.CallbackOverdue)
                        : null,
                file.phase() instanceof Phase.Closed(org.firstline.followup.domain.Closure closure, Instant closedAt)
                        ? new ClosingView(closure.name(), closedAt)
                        : null,
                story);
    }
}
