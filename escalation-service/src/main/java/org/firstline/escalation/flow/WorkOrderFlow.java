package org.firstline.escalation.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.firstline.escalation.db.LockedCase;
import org.firstline.escalation.db.StoredOrder;
import org.firstline.escalation.db.WorkOrderRows;
import org.firstline.escalation.domain.CaseId;
import org.firstline.escalation.domain.Decision;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Found;
import org.firstline.messaging.Outbox;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Sweep;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Trace;
import org.firstline.messaging.Transaction;
import org.firstline.messaging.Work;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Everything that happens to work orders, whichever door it came through: lock, decide in order, save, announce. */
@ApplicationScoped
public class WorkOrderFlow implements Work<Input> {

    private static final Logger LOG = Logger.getLogger(WorkOrderFlow.class);

    private final PostOffice postOffice;
    private final Outbox outbox;
    private final WorkOrderRows rows;
    private final Rulebooks rulebooks;
    private final EscalationSettings settings;
    private final Trace trace;
    private final MeterRegistry metrics;
    private final Timer lateness;
    private final Sweep<WorkOrderRows.Place> sweep = new Sweep<>();

    WorkOrderFlow(
            PostOffice postOffice,
            Outbox outbox,
            WorkOrderRows rows,
            Rulebooks rulebooks,
            EscalationSettings settings,
            Trace trace,
            MeterRegistry metrics) {
        this.postOffice = postOffice;
        this.outbox = outbox;
        this.rows = rows;
        this.rulebooks = rulebooks;
        this.settings = settings;
        this.trace = trace;
        this.metrics = metrics;
        this.lateness = Timer.builder("firstline.deadline.lateness")
                .description("By how much a step of a deadline was taken after it was due")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** A batch that came off a topic. */
    @Override
    public Uni<Taken<Input>> take(Transaction transaction, List<Delivery<Input>> deliveries) {
        List<Asked> asked = deliveries.stream()
                .map(delivery -> asked(transaction, delivery))
                .toList();
        return locked(transaction.sql(), asked).flatMap(desk -> {
            List<Taken.Waiting<Input>> held = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                Delivery<Input> delivery = deliveries.get(i);
                Decision decision = desk.take(asked.get(i));
                tell(delivery, decision);
                if (decision instanceof Decision.Hold(String waitingFor)) {
                    held.add(new Taken.Waiting<>(delivery, waitingFor));
                }
            }
            return save(transaction, desk).replaceWith(new Taken<>(held, desk.arrived()));
        });
    }

    /**
     * A person's request.
     *
     * @param key its Idempotency-Key; null where none is asked for
     * @param expected the version it is meant for; null where any will do
     * @param traceparent the trace of the request
     */
    public Uni<Outcome> ask(
            Input.OfOrder input, @Nullable RequestKey key, @Nullable Long expected, String traceparent) {
        return postOffice
                .<Outcome>transact(
                        transaction -> isRepeated(transaction, input, key).flatMap(repeated -> {
                            Asked asked = new Asked(input, transaction.at(), null, traceparent, expected);
                            return locked(transaction.sql(), List.of(asked)).flatMap(desk -> {
                                Outcome outcome = repeated ? standing(desk, input) : decide(desk, asked, input);
                                if (!(outcome instanceof Outcome.Done)) {
                                    // Nothing is kept of it, its key neither: the same request may be right later.
                                    throw new TurnedDown(outcome);
                                }
                                return save(transaction, desk).replaceWith(outcome);
                            });
                        }))
                .onFailure(TurnedDown.class)
                .recoverWithItem(failure -> ((TurnedDown) failure).outcome());
    }

    /** Whether anything is due. */
    public Uni<Boolean> isAnyDue() {
        return postOffice.isAnyDue("work_order");
    }

    /** Takes what is due. */
    public Uni<Found> takeDue() {
        int most = settings.watchBatch();
        return postOffice
                .transact(transaction -> rows.claimDue(transaction.sql(), transaction.at(), sweep.from(), most)
                        .invoke(this::swept)
                        .flatMap(due -> {
                            if (due.isEmpty()) {
                                return Uni.createFrom().item(Found.NOTHING);
                            }
                            List<WorkOrderId> orders =
                                    due.stream().map(WorkOrderRows.Due::order).toList();
                            List<LockedCase> cases = due.stream()
                                    .map(WorkOrderRows.Due::locked)
                                    .distinct()
                                    .toList();
                            return rows.load(transaction.sql(), orders)
                                    .flatMap(loaded -> {
                                        Desk desk = new Desk(cases, loaded, rulebooks.current(), trace);
                                        orders.forEach(order -> desk.take(new Asked(
                                                new Input.FallDue(order), transaction.at(), null, null, null)));
                                        return save(transaction, desk);
                                    })
                                    .replaceWith(Found.of(due.size(), most));
                        }))
                .onFailure()
                .invoke(sweep::anew);
    }

    private void swept(List<WorkOrderRows.Due> due) {
        if (due.size() >= settings.watchBatch()) {
            sweep.full(due.getLast().place());
        } else {
            sweep.anew();
        }
    }

    private static Asked asked(Transaction transaction, Delivery<Input> delivery) {
        var at = delivery.input() instanceof Input.Answer
                ? Desk.noLaterThan(
                        transaction.at(),
                        transaction.suiteTime(delivery.letter().recordedAt()))
                : transaction.at();
        return new Asked(delivery.input(), at, delivery.letter().identity(), delivery.traceparent(), null);
    }

    private Uni<Boolean> isRepeated(Transaction transaction, Input.OfOrder input, @Nullable RequestKey key) {
        if (key == null) {
            return Uni.createFrom().item(false);
        }
        String mine = input.order() + "#" + UUID.randomUUID();
        return postOffice
                .once(transaction, key.principal(), key.key(), key.fingerprint(), mine)
                .map(kept -> !kept.equals(mine));
    }

    private static Outcome standing(Desk desk, Input.OfOrder input) {
        StoredOrder order = desk.order(input.order());
        return order == null ? new Outcome.Absent() : new Outcome.Done(order);
    }

    private static Outcome decide(Desk desk, Asked asked, Input.OfOrder input) {
        StoredOrder before = desk.order(input.order());
        if (before != null && asked.expected() != null && before.version() != asked.expected()) {
            return new Outcome.Stale(before.version());
        }
        Decision decision = desk.take(asked);
        return switch (decision) {
            case Decision.Advance advance -> {
                log(input, null, advance);
                yield standing(desk, input);
            }
            case Decision.Ignore ignore -> standing(desk, input);
            case Decision.Hold hold -> new Outcome.Absent();
            case Decision.Refuse(String code, String why) -> new Outcome.Refused(code, why);
        };
    }

    private Uni<Desk> locked(SqlConnection sql, List<Asked> asked) {
        Set<WorkOrderId> named = new HashSet<>();
        Set<CaseId> begun = new HashSet<>();
        Set<CaseId> abandoned = new HashSet<>();
        for (Asked one : asked) {
            switch (one.input()) {
                case Input.Open open -> begun.add(open.caseId());
                case Input.AbandonCase abandon -> abandoned.add(abandon.caseId());
                case Input.OfOrder input -> named.add(input.order());
            }
        }
        Set<WorkOrderId> all = new HashSet<>(named);
        asked.forEach(one -> {
            if (one.input() instanceof Input.Open open) {
                all.add(open.order());
            }
        });
        return rows.casesOf(sql, named)
                .flatMap(found -> lock(sql, found.values(), begun, abandoned))
                .flatMap(cases -> rows.load(sql, all).flatMap(byId -> rows.loadOf(sql, abandoned)
                        .map(ofCases -> new Desk(cases, both(byId, ofCases), rulebooks.current(), trace))));
    }

    private Uni<List<LockedCase>> lock(
            SqlConnection sql, Collection<CaseId> known, Set<CaseId> begun, Set<CaseId> abandoned) {
        Set<CaseId> perhapsNew = new HashSet<>(begun);
        perhapsNew.addAll(abandoned);
        Set<CaseId> all = new HashSet<>(known);
        all.addAll(perhapsNew);
        return rows.ensureCases(sql, perhapsNew).flatMap(v -> rows.lockCases(sql, all));
    }

    private static List<StoredOrder> both(List<StoredOrder> some, List<StoredOrder> others) {
        if (others.isEmpty()) {
            return some;
        }
        List<StoredOrder> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Uni<Void> save(Transaction transaction, Desk desk) {
        SqlConnection sql = transaction.sql();
        return Transaction.together(List.of(
                        rows.insert(sql, desk.created(), transaction.at()),
                        rows.update(sql, desk.changed(), transaction.at()),
                        rows.saveCases(sql, desk.changedCases()),
                        outbox.add(transaction, desk.announcements())))
                .invoke(() -> desk.lateness().forEach(lateness::record));
    }

    private void tell(Delivery<Input> delivery, Decision decision) {
        String event = delivery.letter().identity();
        switch (decision) {
            case Decision.Advance advance -> log(delivery.input(), event, advance);
            case Decision.Ignore(String why) -> LOG.debugf("%s ignored: %s", event, why);
            case Decision.Hold(String waitingFor) -> LOG.debugf("%s waits for %s", event, waitingFor);
            case Decision.Refuse(String code, String why) -> {
                metrics.counter("firstline.answers.refused", "code", code).increment();
                LOG.warnf("%s refused (%s): %s", event, code, why);
            }
        }
    }

    private static void log(Input input, @Nullable String event, Decision.Advance advance) {
        var head = advance.next().head();
        Map<String, String> ids = event == null
                ? Map.of("caseId", head.caseId().toString())
                : Map.of("caseId", head.caseId().toString(), "eventId", event);
        ids.forEach(MDC::put);
        LOG.infof(
                "%s: work order %s with %s is %s",
                input.getClass().getSimpleName(),
                head.id(),
                advance.next().handover().department(),
                advance.next().getClass().getSimpleName());
        ids.keySet().forEach(MDC::remove);
    }
}
