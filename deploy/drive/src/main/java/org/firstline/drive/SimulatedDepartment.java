package org.firstline.drive;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentAnswer.Accepted;
import org.firstline.contracts.DepartmentAnswer.InformationNeeded;
import org.firstline.contracts.DepartmentAnswer.Progressed;
import org.firstline.contracts.DepartmentAnswer.Resolved;
import org.firstline.contracts.DepartmentAnswer.Returned;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.DepartmentOrder.Informed;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.DepartmentOrder.Withdrawn;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.contracts.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A back-office department: reads its orders, drops repeats, and answers on its topic as its {@link Behaviour} says.
 * Give it to a {@link Tail} over the departments' topics.
 */
public final class SimulatedDepartment implements Consumer<Heard> {

    /** Repeats come soon after the first; what is older than so many orders is forgotten. */
    private static final int REMEMBERED = 100_000;

    private static final String STAFF = "staff-1";

    private final String topic;
    private final String department;
    private final Behaviour behaviour;
    private final Consumer<Post> mouth;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** One that behaves the same to every order. */
    public SimulatedDepartment(String department, Behaviour behaviour, Doors doors) {
        this(department, behaviour, doors::send);
    }

    /** One whose answers go out by the way given; it must not block. */
    public SimulatedDepartment(String department, Behaviour behaviour, Consumer<Post> mouth) {
        this.topic = Topics.workOrdersOf(department);
        this.department = department;
        this.behaviour = behaviour;
        this.mouth = mouth;
    }

    /**
     * An answer and how long the department takes for it, in wall time.
     *
     * @param after zero for at once
     */
    public record Reply(Duration after, DepartmentAnswer answer) {

        /** An answer at once. */
        public static Reply now(DepartmentAnswer answer) {
            return new Reply(Duration.ZERO, answer);
        }
    }

    /** What a department answers to what comes on its topic; nothing for what it only takes note of. */
    @FunctionalInterface
    public interface Behaviour {

        List<Reply> to(DepartmentOrder order);

        /** Accepts and resolves at once. */
        static Behaviour fast() {
            return slow(Duration.ZERO);
        }

        /** Accepts at once and takes so long to resolve. */
        static Behaviour slow(Duration work) {
            return onSubmission(order -> List.of(accepts(order), resolves(order, work)));
        }

        /** Reads its orders and never says a word. */
        static Behaviour silent() {
            return order -> List.of();
        }

        /** Sends the first submission back, and is fast with any later one. */
        static Behaviour returnsOnce(ReturnReason reason, @Nullable String suggestedDepartment) {
            return onSubmission(order -> order.submission() == 1
                    ? List.of(Reply.now(new Returned(order.workOrderId(), STAFF, reason, suggestedDepartment, null)))
                    : List.of(accepts(order), resolves(order, Duration.ZERO)));
        }

        /** Accepts, asks a question, and resolves when it has the answer. */
        static Behaviour asks(String question) {
            return order -> switch (order) {
                case Submitted submitted ->
                    List.of(
                            accepts(submitted),
                            Reply.now(new InformationNeeded(submitted.workOrderId(), STAFF, question)));
                case Informed informed ->
                    List.of(Reply.now(new Resolved(informed.workOrderId(), STAFF, "simulated.repaired", null)));
                case Withdrawn withdrawn -> List.of();
            };
        }

        /** Answers what makes no sense: about an order nobody has, in the wrong order, twice. It does resolve in the end. */
        static Behaviour wrong() {
            return onSubmission(order -> List.of(
                    Reply.now(new Resolved(new UUID(0, order.submission()), STAFF, "simulated.unknown-order", null)),
                    Reply.now(new Progressed(order.workOrderId(), STAFF, null, "progress before acceptance")),
                    accepts(order),
                    accepts(order),
                    resolves(order, Duration.ZERO),
                    resolves(order, Duration.ZERO),
                    Reply.now(new Returned(
                            order.workOrderId(), STAFF, ReturnReason.NOT_REPRODUCIBLE, null, "after the end"))));
        }

        /** The one behaviour or the other, chosen for each order. */
        static Behaviour chosen(Function<DepartmentOrder, Behaviour> choice) {
            return order -> choice.apply(order).to(order);
        }

        private static Behaviour onSubmission(Function<Submitted, List<Reply>> replies) {
            return order -> switch (order) {
                case Submitted submitted -> replies.apply(submitted);
                case Informed informed -> List.of();
                case Withdrawn withdrawn -> List.of();
            };
        }

        private static Reply accepts(Submitted order) {
            return Reply.now(new Accepted(order.workOrderId(), STAFF));
        }

        private static Reply resolves(Submitted order, Duration after) {
            return new Reply(
                    after, new Resolved(order.workOrderId(), STAFF, "simulated.repaired", "Repaired by a simulation."));
        }
    }

    @Override
    public void accept(Heard heard) {
        if (!heard.topic().equals(topic) || !seen.add(heard.id())) {
            return;
        }
        if (heard.event().orElse(null) instanceof DepartmentOrder order) {
            behaviour.to(order).forEach(this::send);
        }
    }

    private void send(Reply reply) {
        Post post = Post.answer(department, reply.answer());
        if (reply.after().isZero()) {
            mouth.accept(post);
        } else {
            Executor later = CompletableFuture.delayedExecutor(reply.after().toMillis(), TimeUnit.MILLISECONDS);
            later.execute(() -> mouth.accept(post));
        }
    }
}
