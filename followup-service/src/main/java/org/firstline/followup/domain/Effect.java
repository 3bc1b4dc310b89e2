package org.firstline.followup.domain;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be done because of a decision, in the same transaction. */
public sealed interface Effect {

    /**
     * Something is said of the case, and told in its story.
     *
     * @param number followup's number within the case
     */
    record Say(long number, Instant at, Said said, Accountable accountable) implements Effect {}

    /**
     * The customer is to be told.
     *
     * @param number of the notice within the case, from 1
     * @param facts what the words may use; instants as RFC 3339
     * @param dueAt not before; a later notice of progress takes the place of one that still waits
     */
    record Tell(int number, About about, Map<String, String> facts, Instant dueAt) implements Effect {
        public Tell {
            facts = Map.copyOf(facts);
        }
    }

    /** A notice of progress that still waits is overtaken by better news; those from {@code before} on stay. */
    record DropProgress(int before) implements Effect {}

    /** A person must do something. {@code subject} is the notice or callback it is about. */
    record AskPerson(TaskKind kind, String subject, Instant dueAt) implements Effect {}

    /** What a person was asked for has come about by itself. */
    record TaskOver(TaskKind kind) implements Effect {}

    /** Kinds of tasks for a person. */
    enum TaskKind {
        NOTICE_FAILED,
        CALLBACK_OVERDUE
    }

    /** The events of followup. */
    sealed interface Said {

        /** A notice reached its final state. */
        record Informed(String noticeId, About about, boolean delivered, int attempts, Instant informedAt)
                implements Said {}

        /** The customer will be called. */
        record CallbackScheduled(int attempt, Instant callAt) implements Said {}

        /** The customer was reached. */
        record CallbackDone(
                int attempt, boolean solved, @Nullable Integer satisfaction, String calledBy) implements Said {}

        /** The customer was not reached. */
        record CallbackMissed(int attempt, String calledBy) implements Said {}

        /** It is not solved. */
        record Reopened(
                int round,
                ResolvedBy lastResolvedBy,
                @Nullable UUID workOrderId) implements Said {}

        /** The end, with what there is to say of it. */
        record Closed(Closure closure, @Nullable Solution solution, CaseFile.Tally tally, Instant openedAt)
                implements Said {}
    }
}
