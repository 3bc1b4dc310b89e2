package org.firstline.diagnosis.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.firstline.diagnosis.DiagnosisSettings;
import org.firstline.diagnosis.db.ConfirmedCauses;
import org.firstline.diagnosis.db.Diagnoses;
import org.firstline.diagnosis.db.StoredDiagnosis;
import org.firstline.diagnosis.domain.Decision;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.Handling;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.domain.PackVersion;
import org.firstline.diagnosis.domain.Policy;
import org.firstline.diagnosis.domain.Shelf;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Found;
import org.firstline.messaging.Outbox;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Trace;
import org.firstline.messaging.Transaction;
import org.firstline.messaging.Work;

/** Load and lock, decide, save and announce: for what comes off topics, from persons, and from the clock alike. */
@ApplicationScoped
public class DiagnosisFlow implements Work<Input> {

    /** Most diagnoses the clock brings to their end in one transaction. */
    public static final int MOST_DUE = 500;

    private final PostOffice office;
    private final Outbox outbox;
    private final Diagnoses diagnoses;
    private final ConfirmedCauses confirmed;
    private final Packs packs;
    private final Policy policy;
    private final Trace trace;
    private final MeterRegistry metrics;

    DiagnosisFlow(
            PostOffice office,
            Outbox outbox,
            Diagnoses diagnoses,
            ConfirmedCauses confirmed,
            Packs packs,
            DiagnosisSettings settings,
            Trace trace,
            MeterRegistry metrics) {
        this.office = office;
        this.outbox = outbox;
        this.diagnoses = diagnoses;
        this.confirmed = confirmed;
        this.packs = packs;
        this.policy = new Policy(
                settings.within().person(), settings.within().automatic(), settings.callBack(), settings.handOver());
        this.trace = trace;
        this.metrics = metrics;
    }

    /** Works on a batch that came off a topic. */
    @Override
    public Uni<Taken<Input>> take(Transaction transaction, List<Delivery<Input>> deliveries) {
        TreeSet<UUID> all = new TreeSet<>();
        TreeSet<UUID> beginning = new TreeSet<>();
        for (Delivery<Input> delivery : deliveries) {
            UUID id = delivery.input().caseId().value();
            all.add(id);
            if (delivery.input() instanceof Input.Triaged) {
                beginning.add(id);
            }
        }
        return diagnoses
                .lock(transaction.sql(), all, beginning, transaction.at())
                .flatMap(locked -> shelf(transaction, locked).flatMap(shelf -> {
                    Round round = new Round(locked, shelf, policy, transaction.at(), trace);
                    List<Taken.Waiting<Input>> held = new ArrayList<>();
                    Set<String> arrived = new TreeSet<>();
                    for (Delivery<Input> delivery : deliveries) {
                        Input input = delivery.input();
                        Decision decision = round.step(input, delivery.letter().identity(), delivery.traceparent());
                        if (decision instanceof Decision.Hold(String waitingFor)) {
                            held.add(new Taken.Waiting<>(delivery, waitingFor));
                        } else if (decision instanceof Decision.Advance && input instanceof Input.Triaged) {
                            arrived.add(input.caseId().awaited());
                        }
                        count(input, decision);
                    }
                    return finish(transaction, round).replaceWith(new Taken<>(held, arrived));
                }));
    }

    /** Does what a person asks for. What cannot be done leaves no trace, not even of its Idempotency-Key. */
    public Uni<Answer> ask(Request request) {
        return office.transact(transaction -> answer(transaction, request).invoke(answer -> {
                    if (!(answer instanceof Answer.Done)) {
                        throw new NotDone(answer);
                    }
                }))
                .onFailure(NotDone.class)
                .recoverWithItem(failure -> ((NotDone) failure).answer);
    }

    private Uni<Answer> answer(Transaction transaction, Request request) {
        return repeated(transaction, request)
                .flatMap(repeated -> locked(transaction, request).flatMap(locked -> {
                    StoredDiagnosis row = locked.get(request.input().caseId().value());
                    if (row == null || row.state() instanceof Diagnosis.Awaited) {
                        return answer(new Answer.NotThere());
                    }
                    if (repeated) {
                        return answer(new Answer.Done(row));
                    }
                    if (row.version() != request.version()) {
                        return answer(new Answer.ChangedSince(row.version()));
                    }
                    return shelf(transaction, locked).flatMap(shelf -> decided(transaction, request, locked, shelf));
                }));
    }

    private Uni<Answer> decided(
            Transaction transaction, Request request, Map<UUID, StoredDiagnosis> locked, Shelf shelf) {
        Round round = new Round(locked, shelf, policy, transaction.at(), trace);
        Decision decision = round.step(request.input(), null, request.traceparent());
        count(request.input(), decision);
        return switch (decision) {
            case Decision.Advance advance ->
                finish(transaction, round)
                        .replaceWith(new Answer.Done(round.now(request.input().caseId())));
            case Decision.Ignore(String why) -> answer(new Answer.Refused("overtaken", why));
            case Decision.Hold hold -> answer(new Answer.NotThere());
            case Decision.Refuse(String code, String why) -> answer(new Answer.Refused(code, why));
        };
    }

    private Uni<Map<UUID, StoredDiagnosis>> locked(Transaction transaction, Request request) {
        TreeSet<UUID> one = new TreeSet<>(List.of(request.input().caseId().value()));
        return diagnoses.lock(transaction.sql(), one, new TreeSet<>(), transaction.at());
    }

    /** Whether the same request was made, and done, before. */
    private Uni<Boolean> repeated(Transaction transaction, Request request) {
        String key = request.idempotencyKey();
        if (key == null) {
            return Uni.createFrom().item(false);
        }
        // New for each request, so that what comes back tells whether an earlier one was first.
        String mine = request.input().caseId() + "@" + UUID.randomUUID();
        return office.once(transaction, request.principal(), key, request.fingerprint(), mine)
                .map(first -> !first.equals(mine));
    }

    /** Whether the time of any diagnosis is up. */
    public Uni<Boolean> isAnyDue() {
        return office.isAnyDue("diagnosis");
    }

    /** Brings diagnoses whose time is up to their end. */
    public Uni<Found> takeDue() {
        return office.transact(transaction -> diagnoses
                .claimDue(transaction.sql(), transaction.at(), MOST_DUE)
                .flatMap(due -> {
                    Map<UUID, StoredDiagnosis> locked = new TreeMap<>();
                    due.forEach(one -> locked.put(one.caseId().value(), one));
                    return shelf(transaction, locked).flatMap(shelf -> {
                        Round round = new Round(locked, shelf, policy, transaction.at(), trace);
                        for (StoredDiagnosis one : due) {
                            late(one, transaction.at());
                            Input input = new Input.FallDue(one.caseId());
                            count(input, round.step(input, null, one.traceParent()));
                        }
                        return finish(transaction, round).replaceWith(Found.of(due.size(), MOST_DUE));
                    });
                }));
    }

    /** How many diagnoses are open, by handling. */
    public Uni<Map<Handling, Long>> open() {
        return diagnoses.open(office.reading());
    }

    private void late(StoredDiagnosis one, Instant at) {
        if (one.state() instanceof Diagnosis.Open open) {
            Lateness.record(metrics, open.dueAt(), at);
        }
    }

    private Uni<Shelf> shelf(Transaction transaction, Map<UUID, StoredDiagnosis> locked) {
        Set<PackVersion> needed = locked.values().stream()
                .map(StoredDiagnosis::state)
                .filter(Diagnosis.Begun.class::isInstance)
                .map(state -> ((Diagnosis.Begun) state).course().pack())
                .collect(Collectors.toSet());
        return packs.shelfWith(transaction.sql(), needed);
    }

    private Uni<Void> finish(Transaction transaction, Round round) {
        return Transaction.together(List.of(
                diagnoses.save(transaction.sql(), round.changed()),
                confirmed.add(transaction.sql(), round.confirmed()),
                outbox.add(transaction, round.announcements())));
    }

    private void count(Input input, Decision decision) {
        metrics.counter(
                        "firstline.diagnosis.decisions",
                        "input",
                        input.getClass().getSimpleName(),
                        "outcome",
                        decision.getClass().getSimpleName())
                .increment();
    }

    private static Uni<Answer> answer(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /** Carries an answer out of a transaction that is to be rolled back. */
    private static final class NotDone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        NotDone(Answer answer) {
            super("nothing was done", null, false, false);
            this.answer = answer;
        }
    }
}
