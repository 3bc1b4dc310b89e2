package org.firstline.chaos.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.firstline.contracts.DepartmentAnswer.Accepted;
import org.firstline.contracts.DepartmentAnswer.Progressed;
import org.firstline.contracts.DepartmentAnswer.Resolved;
import org.firstline.contracts.DepartmentAnswer.Returned;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDepartment.Reply;
import org.firstline.drive.SimulatedDialer;

/**
 * The departments and the dialer of a run, some of them slow: so slow that deadlines are missed, now and then. What they
 * do with an order or a callback hangs on the seed and its id.
 */
public final class Outsiders implements Consumer<Heard> {

    private static final String STAFF = "staff-1";

    private final long seed;
    private final List<Consumer<Heard>> all = new ArrayList<>();

    /** They answer through the sender. */
    public Outsiders(long seed, Sender sender) {
        this.seed = seed;
        Doors.departments().forEach(id -> all.add(new SimulatedDepartment(id, this::replies, sender::byKafka)));
        all.add(new SimulatedDialer(this::calls, sender::byKafka));
    }

    @Override
    public void accept(Heard heard) {
        all.forEach(one -> one.accept(heard));
    }

    private List<Reply> replies(DepartmentOrder order) {
        if (!(order instanceof Submitted submitted)) {
            return List.of();
        }
        Random chance = Chance.of(seed, submitted.workOrderId() + "#" + submitted.submission());
        int kind = chance.nextInt(100);
        if (kind < 5 && submitted.submission() == 1) {
            return List.of(
                    Reply.now(new Returned(submitted.workOrderId(), STAFF, ReturnReason.WRONG_DEPARTMENT, null, null)));
        }
        boolean slow = kind >= 75;
        Duration accepted = between(chance, slow ? 3_000 : 0, slow ? 8_000 : 500);
        Duration resolved = accepted.plus(between(chance, slow ? 5_000 : 100, slow ? 20_000 : 4_000));
        List<Reply> replies = new ArrayList<>();
        replies.add(new Reply(accepted, new Accepted(submitted.workOrderId(), STAFF)));
        if (kind % 3 == 0) {
            replies.add(new Reply(
                    accepted.plusMillis(50), new Progressed(submitted.workOrderId(), STAFF, null, "on the way")));
        }
        replies.add(new Reply(resolved, new Resolved(submitted.workOrderId(), STAFF, "simulated.repaired", null)));
        return replies;
    }

    /** Most are content; a few were not reached, and a few say that it is not solved, each at the first attempt only. */
    private Optional<CallbackOutcome> calls(CallbackScheduled scheduled) {
        int chance = Chance.of(seed, scheduled.caseId().toString()).nextInt(100);
        if (scheduled.attempt() > 1 || chance >= 8) {
            return Optional.of(CallbackOutcome.SOLVED);
        }
        return Optional.of(chance < 4 ? CallbackOutcome.NOT_REACHED : CallbackOutcome.NOT_SOLVED);
    }

    private static Duration between(Random chance, int fromMs, int toMs) {
        return Duration.ofMillis(fromMs + chance.nextInt(toMs - fromMs));
    }
}
