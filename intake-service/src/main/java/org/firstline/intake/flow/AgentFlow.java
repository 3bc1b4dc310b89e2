package org.firstline.intake.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.firstline.intake.db.Contacts.New;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Trace;
import org.firstline.messaging.Transaction;
import org.jspecify.annotations.Nullable;

/** What agents do at their desks: a batch of one through the same step as everything else. */
@ApplicationScoped
public class AgentFlow {

    /** Contacts that no platform reported are this platform's. */
    public static final String DESK = "desk";

    private final PostOffice office;
    private final Steps steps;
    private final Trace trace;

    AgentFlow(PostOffice office, Steps steps, Trace trace) {
        this.office = office;
        this.steps = steps;
        this.trace = trace;
    }

    /**
     * Something an agent does to a contact or case.
     *
     * @param party whose words they are or whom it concerns; null for nobody
     * @param words the customer's words in full
     * @param expectedVersion what the version must be; null for any
     */
    public Uni<Outcome> tell(
            CaseId id, Input input, @Nullable Party party, @Nullable String words, @Nullable Long expectedVersion) {
        Order order = new Order(
                id,
                input,
                null,
                new Order.Personal(party == null ? null : party.customer().ref(), null, words),
                expectedVersion,
                null,
                trace.current());
        return office.transact(
                transaction -> steps.take(transaction, List.of(order), party == null ? List.of() : List.of(party))
                        .map(result -> result.outcomes().getFirst()));
    }

    /** A request by which an agent opens a case, known again by its key. */
    public record Opening(
            String agent,
            String key,
            String fingerprint,
            @Nullable CaseId contact,
            @Nullable String number,
            Party party) {}

    /**
     * Which case an opening led to.
     *
     * @param again whether an earlier request with the same key opened it; then there is no outcome
     */
    public record Opened(CaseId id, @Nullable Outcome outcome, boolean again) {}

    /** Ends a transaction without a trace. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Opened opened;

        Undone(Opened opened) {
            super("not opened", null, false, false);
            this.opened = opened;
        }
    }

    /**
     * Opens a case by hand, of a contact that is none yet or of one that no platform reported. What is refused leaves
     * nothing behind, not even its key.
     */
    public Uni<Opened> open(Opening opening) {
        CaseId wanted = opening.contact() != null ? opening.contact() : new CaseId(UUID.randomUUID());
        String mark = wanted + "/" + UUID.randomUUID();
        String traceparent = trace.current();
        return office.transact(transaction -> office.once(
                                transaction, opening.agent(), opening.key(), opening.fingerprint(), mark)
                        .flatMap(resource -> resource.equals(mark)
                                ? first(transaction, opening, wanted, traceparent)
                                : Uni.createFrom().item(again(resource))))
                .onFailure(Undone.class)
                .recoverWithItem(undone -> ((Undone) undone).opened);
    }

    private static Opened again(String resource) {
        CaseId id = new CaseId(UUID.fromString(resource.substring(0, resource.indexOf('/'))));
        return new Opened(id, null, true);
    }

    private Uni<Opened> first(Transaction transaction, Opening opening, CaseId id, String traceparent) {
        Order order = new Order(
                id,
                new Input.OpenByHand(opening.agent(), opening.party().customer()),
                opening.contact() == null ? new New(id, DESK, id.toString(), traceparent) : null,
                new Order.Personal(opening.party().customer().ref(), opening.number(), null),
                null,
                null,
                traceparent);
        return steps.take(transaction, List.of(order), List.of(opening.party())).map(result -> {
            Opened opened = new Opened(id, result.outcomes().getFirst(), false);
            if (!(opened.outcome() instanceof Outcome.Advanced)) {
                throw new Undone(opened);
            }
            return opened;
        });
    }
}
