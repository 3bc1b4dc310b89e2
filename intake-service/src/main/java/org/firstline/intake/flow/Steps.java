package org.firstline.intake.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.firstline.intake.db.ContactRow;
import org.firstline.intake.db.Contacts;
import org.firstline.intake.db.Customers;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Desks;
import org.firstline.intake.db.Pseudonyms;
import org.firstline.intake.domain.Captured;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Input;
import org.firstline.intake.domain.Policy;
import org.firstline.messaging.Outbox;
import org.firstline.messaging.Trace;
import org.firstline.messaging.Transaction;

/** The one step that every input takes, whichever door it came in by: lock, decide in order, save, announce. */
@ApplicationScoped
class Steps {

    private final Contacts contacts;
    private final Customers customers;
    private final Pseudonyms pseudonyms;
    private final Desks desks;
    private final Outbox outbox;
    private final Trace trace;
    private final IntakeSettings settings;
    private final MeterRegistry metrics;

    Steps(
            Contacts contacts,
            Customers customers,
            Pseudonyms pseudonyms,
            Desks desks,
            Outbox outbox,
            Trace trace,
            IntakeSettings settings,
            MeterRegistry metrics) {
        this.contacts = contacts;
        this.customers = customers;
        this.pseudonyms = pseudonyms;
        this.desks = desks;
        this.outbox = outbox;
        this.trace = trace;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** What came of a batch: an outcome for each order, in their order, and the contacts that were new. */
    record Result(List<Outcome> outcomes, Set<CaseId> created) {}

    /** Works on a batch; each statement is sent once, however long the batch. */
    Uni<Result> take(Transaction transaction, List<Order> orders, List<Party> parties) {
        List<Contacts.New> fresh = new ArrayList<>();
        orders.forEach(order -> {
            if (order.fresh() != null) {
                fresh.add(order.fresh());
            }
        });
        return customers.admit(transaction, parties).flatMap(seals -> contacts.create(transaction, fresh)
                .flatMap(created -> locked(transaction, orders, parties)
                        .flatMap(batch -> decided(transaction, orders, batch, seals)
                                .map(outcomes -> new Result(outcomes, created)))));
    }

    /** As {@link #take}, for contacts that are claimed and locked already. */
    Uni<List<Outcome>> takeClaimed(Transaction transaction, List<Order> orders, Map<CaseId, ContactRow> claimed) {
        Set<CaseId> ids = claimed.keySet();
        return contacts.neighbours(transaction, ids, Set.of())
                .flatMap(neighbours -> decided(
                        transaction,
                        orders,
                        new Batch(claimed, neighbours, policy(), transaction.at(), pseudonyms, trace),
                        new Customers.Seals()));
    }

    private Uni<Batch> locked(Transaction transaction, List<Order> orders, List<Party> parties) {
        Set<CaseId> ids = new TreeSet<>();
        Set<String> codes = new HashSet<>();
        boolean calls = false;
        for (Order order : orders) {
            ids.add(order.id());
            if (order.input()
                            instanceof
                            Input.Heard(var at, var in, var leg, Input.News.Reported(Captured problem), var c, var a)
                    && problem.identityVerified()) {
                codes.add(problem.symptom().code());
            }
            if (order.input() instanceof Input.Attach(CaseId to, String by)) {
                ids.add(to);
            }
            calls |= Batch.looksAround(order.input());
        }
        Set<CustomerRef> refs = new HashSet<>();
        parties.forEach(party -> refs.add(party.customer().ref()));
        Uni<org.firstline.intake.db.Neighbours> around = calls
                ? contacts.neighbours(transaction, ids, refs)
                : Uni.createFrom().item(new org.firstline.intake.db.Neighbours());
        return around.flatMap(neighbours -> {
            ids.addAll(neighbours.all(codes));
            return contacts.lock(transaction, ids)
                    .map(rows -> new Batch(rows, neighbours, policy(), transaction.at(), pseudonyms, trace));
        });
    }

    private Uni<List<Outcome>> decided(
            Transaction transaction, List<Order> orders, Batch batch, Customers.Seals seals) {
        List<Outcome> outcomes = new ArrayList<>(orders.size());
        for (Order order : orders) {
            outcomes.add(batch.decide(order, seals));
        }
        batch.counts().forEach((name, times) -> metrics.counter("firstline.contacts", "became", name)
                .increment(times));
        return Transaction.together(List.of(
                        contacts.save(transaction, batch.changed()), outbox.add(transaction, batch.announcements())))
                .replaceWith(outcomes);
    }

    private Policy policy() {
        return new Policy(
                settings.recordWithin(),
                settings.decideWithin(),
                settings.callerGrace(),
                settings.callBackWithin(),
                settings.diagnoseWithin(),
                settings.closeWithin(),
                desks.known());
    }
}
