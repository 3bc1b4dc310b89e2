package org.firstline.intake.domain;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.firstline.intake.domain.Stage.HandedOver;
import org.firstline.intake.domain.Stage.Open;
import org.firstline.intake.domain.Stage.Owed;
import org.firstline.intake.domain.Stage.Recorded;
import org.firstline.intake.domain.Stage.Triaged;
import org.firstline.intake.domain.Stage.Undecided;
import org.firstline.intake.domain.Stage.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first ring on, and the case it may have become.
 *
 * @param customer whose call it is, once known
 * @param closed whether follow-up has closed the case
 * @param accountable who answers for the case as far as intake has heard
 * @param departments which departments have or had the case; they may fetch contact and site
 */
public record Contact(
        CaseId id,
        String platform,
        String rootCallId,
        @Nullable Customer customer,
        Call call,
        Stage stage,
        boolean closed,
        @Nullable Accountable accountable,
        Set<String> departments) {

    public Contact {
        departments = Set.copyOf(departments);
    }

    /** A contact of which nothing is known yet. */
    public static Contact fresh(CaseId id, String platform, String rootCallId) {
        return new Contact(id, platform, rootCallId, null, Call.UNKNOWN, new Stage.Ringing(), false, null, Set.of());
    }

    /** Whether a further call may turn out to be about this case. */
    public boolean live() {
        return !closed
                && switch (stage) {
                    case Open o -> true;
                    case Recorded r -> true;
                    case Triaged t -> true;
                    case HandedOver h -> true;
                    case Stage.Ringing r -> false;
                    case Stage.Outbound o -> false;
                    case Waiting w -> false;
                    case Undecided u -> false;
                    case Owed o -> false;
                    case Stage.Settled s -> false;
                    case Stage.Attached a -> false;
                };
    }

    /** When the clock has to look at it again; null for never. */
    public @Nullable Instant nextDueAt() {
        return switch (stage) {
            case Waiting(Instant dueAt) -> dueAt;
            case Undecided(Instant dueAt) -> dueAt;
            case Owed o -> null;
            case Open o -> null;
            case Recorded r -> null;
            case Triaged t -> null;
            case HandedOver h -> null;
            case Stage.Ringing r -> null;
            case Stage.Outbound o -> null;
            case Stage.Settled s -> null;
            case Stage.Attached a -> null;
        };
    }

    /**
     * Until when something is promised that a person has to do: the intake record of an open case, the callback that is
     * owed. The clock does nothing then, but it is overdue. Null where nothing is.
     */
    public @Nullable Instant promisedAt() {
        return switch (stage) {
            case Owed owed -> owed.dueAt();
            case Open open -> closed ? null : open.opening().recordDueAt();
            case Recorded r -> null;
            case Triaged t -> null;
            case HandedOver h -> null;
            case Waiting w -> null;
            case Undecided u -> null;
            case Stage.Ringing r -> null;
            case Stage.Outbound o -> null;
            case Stage.Settled s -> null;
            case Stage.Attached a -> null;
        };
    }

    /** The agent who has the call, as far as known. */
    public @Nullable String agent() {
        Call.Agent agent = call.agent();
        return agent == null ? null : agent.id();
    }

    Contact known(Call newCall, @Nullable Customer newCustomer) {
        return new Contact(id, platform, rootCallId, newCustomer, newCall, stage, closed, accountable, departments);
    }

    Contact at(Stage next) {
        return new Contact(id, platform, rootCallId, customer, call, next, closed, accountable, departments);
    }

    Contact at(Stage next, Accountable now) {
        return new Contact(id, platform, rootCallId, customer, call, next, closed, now, departments);
    }

    /** It becomes a case now, whatever became of it before. */
    Contact opened(Stage next, Accountable now) {
        return new Contact(id, platform, rootCallId, customer, call, next, false, now, departments);
    }

    Contact heard(boolean nowClosed, Accountable now) {
        return new Contact(id, platform, rootCallId, customer, call, stage, nowClosed, now, departments);
    }

    Contact with(String department) {
        Set<String> more = new TreeSet<>(departments);
        more.add(department);
        return new Contact(id, platform, rootCallId, customer, call, stage, closed, accountable, more);
    }
}
