package org.firstline.followup.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.firstline.followup.db.Cases;
import org.firstline.followup.db.Cases.Filed;
import org.firstline.followup.db.Notices;
import org.firstline.followup.domain.CaseFile;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Decision;
import org.firstline.followup.domain.Decision.Advance;
import org.firstline.followup.domain.EventId;
import org.firstline.followup.domain.FollowUp;
import org.firstline.followup.domain.Input;
import org.firstline.followup.domain.Input.Hear;
import org.firstline.followup.domain.Input.SettleNotice;
import org.firstline.followup.domain.Rules;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Found;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Trace;
import org.firstline.messaging.Transaction;
import org.firstline.messaging.Work;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Every change of a followed case: load and lock, decide each in order, save, tell its story, announce; all at once. */
@ApplicationScoped
public class CaseFlow implements Work<Input> {

    /** Most cases the clock takes on in one transaction. */
    public static final int MOST_DUE = 500;

    private static final Logger LOG = Logger.getLogger(CaseFlow.class);

    private final PostOffice office;
    private final Cases cases;
    private final Pages pages;
    private final Notices notices;
    private final Rules rules;
    private final Trace trace;
    private final MeterRegistry metrics;

    CaseFlow(
            PostOffice office,
            Cases cases,
            Pages pages,
            Notices notices,
            Rules rules,
            Trace trace,
            MeterRegistry metrics) {
        this.office = office;
        this.cases = cases;
        this.pages = pages;
        this.notices = notices;
        this.rules = rules;
        this.trace = trace;
        this.metrics = metrics;
    }

    /** What a person's request came to. */
    public sealed interface Answer {

        /** It was done, now or by an earlier request with the same key. */
        record Done(Filed filed) implements Answer {}

        /** There is no such case. */
        record NotFound() implements Answer {}

        /** Somebody else changed it first. */
        record ChangedSince(long now) implements Answer {}

        /** The rules say no. */
        record No(String code, String why) implements Answer {}
    }

    /** A person's request: who, with which Idempotency-Key, for what, and which version it is meant for. */
    public record Request(String principal, String key, String fingerprint, String mark, long version) {}

    /** Works on a batch off a topic. */
    @Override
    public Uni<Taken<Input>> take(Transaction transaction, List<Delivery<Input>> batch) {
        Set<CaseId> all = new LinkedHashSet<>();
        Set<CaseId> toMake = new LinkedHashSet<>();
        for (Delivery<Input> delivery : batch) {
            all.add(delivery.input().caseId());
            if (delivery.input() instanceof Hear hear) {
                toMake.add(hear.caseId());
            }
        }
        return cases.lock(transaction.sql(), toMake, all).flatMap(locked -> {
            Page page = new Page(locked, trace);
            List<Taken.Waiting<Input>> held = new ArrayList<>();
            for (Delivery<Input> delivery : batch) {
                String waitingFor = step(transaction, page, delivery);
                if (waitingFor != null) {
                    held.add(new Taken.Waiting<>(delivery, waitingFor));
                }
            }
            return pages.keep(transaction, page).replaceWith(new Taken<>(held, page.arrived()));
        });
    }

    private @Nullable String step(Transaction transaction, Page page, Delivery<Input> delivery) {
        Input input = delivery.input();
        EventId cause = null;
        if (input instanceof Hear said) {
            Hear hear = said.recordedAt(transaction.suiteTime(delivery.letter().recordedAt()));
            cause = hear.position().event();
            page.tell(hear, delivery.letter());
            input = hear;
        }
        Decision decision =
                decide(transaction, page, input, cause, delivery.letter().identity(), delivery.traceparent());
        MDC.put("caseId", input.caseId().toString());
        MDC.put("eventId", delivery.letter().id());
        try {
            switch (decision) {
                case Advance advance -> LOG.infof("%s", delivery.letter().type());
                case Decision.Ignore(String why) ->
                    LOG.debugf("%s passed over: %s", delivery.letter().type(), why);
                case Decision.Hold(String waitingFor) -> {
                    return waitingFor;
                }
                case Decision.Refuse(String code, String why) -> {
                    metrics.counter("firstline.inputs.refused", "code", code).increment();
                    LOG.warnf("%s refused (%s): %s", delivery.letter().type(), code, why);
                }
            }
        } finally {
            MDC.remove("caseId");
            MDC.remove("eventId");
        }
        return null;
    }

    private Decision decide(
            Transaction transaction,
            Page page,
            Input input,
            @Nullable EventId cause,
            @Nullable String causationId,
            @Nullable String traceparent) {
        CaseFile file = page.file(input.caseId());
        Decision decision = FollowUp.decide(file, input, transaction.at(), cause, rules);
        if (decision instanceof Advance advance) {
            page.advance(file, advance, causationId, traceparent);
        }
        return decision;
    }

    /** Whether the time of any case has come. */
    public Uni<Boolean> isAnyDue() {
        return office.isAnyDue("followup_case");
    }

    /** Wakes the cases whose time has come. */
    public Uni<Found> takeDue() {
        return office.transact(transaction -> cases.lockDue(transaction.sql(), transaction.at(), MOST_DUE)
                .flatMap(locked -> {
                    if (locked.isEmpty()) {
                        return Uni.createFrom().item(Found.NOTHING);
                    }
                    Page page = new Page(locked, trace);
                    locked.forEach((id, filed) -> {
                        late(filed.file().phase().wakeAt(), transaction.at());
                        decide(transaction, page, new Input.Wake(id), null, null, filed.traceparent());
                        MDC.put("caseId", id.toString());
                        LOG.warn("a callback was not reported in time; a person is asked");
                        MDC.remove("caseId");
                    });
                    return pages.keep(transaction, page).replaceWith(Found.of(locked.size(), MOST_DUE));
                }));
    }

    private void late(@Nullable Instant dueAt, Instant at) {
        if (dueAt != null) {
            Timer.builder("firstline.deadline.lateness")
                    .tag("deadline", "callback-report")
                    .publishPercentileHistogram()
                    .register(metrics)
                    .record(Duration.between(dueAt, at));
        }
    }

    /** A person reports a callback. */
    public Uni<Answer> report(Input.ReportCallback report, Request request) {
        return office.transact(transaction -> office.once(
                                transaction, request.principal(), request.key(), request.fingerprint(), request.mark())
                        .flatMap(mark -> cases.lock(transaction.sql(), List.of(), List.of(report.caseId()))
                                .flatMap(locked ->
                                        answer(transaction, report, request, locked, !mark.equals(request.mark())))))
                .onFailure(Undone.class)
                .recoverWithItem(failure -> ((Undone) failure).answer);
    }

    private Uni<Answer> answer(
            Transaction transaction,
            Input.ReportCallback report,
            Request request,
            Map<CaseId, Filed> locked,
            boolean repeated) {
        Filed filed = locked.get(report.caseId());
        if (filed == null || filed.file().isUnknown()) {
            throw new Undone(new Answer.NotFound());
        }
        if (repeated) {
            return Uni.createFrom().item(new Answer.Done(filed));
        }
        if (filed.version() != request.version()) {
            throw new Undone(new Answer.ChangedSince(filed.version()));
        }
        Page page = new Page(locked, trace);
        Decision decision = decide(transaction, page, report, null, null, trace.current());
        return switch (decision) {
            case Advance advance ->
                pages.keep(transaction, page)
                        .replaceWith(
                                new Answer.Done(new Filed(advance.next(), filed.version() + 1, filed.traceparent())));
            case Decision.Ignore(String why) -> throw new Undone(new Answer.No("callback-over", why));
            case Decision.Hold(String waitingFor) ->
                throw new Undone(new Answer.No(
                        "callback-not-scheduled",
                        "expected a callback that is scheduled, found that number " + report.attempt() + " is not"));
            case Decision.Refuse(String code, String why) -> throw new Undone(new Answer.No(code, why));
        };
    }

    /** Takes in what became of tries to tell customers something; what is final is said of the case. */
    public Uni<Void> settle(List<Notices.Tried> tries) {
        List<CaseId> ids =
                tries.stream().map(t -> t.claimed().key().caseId()).distinct().toList();
        return office.transact(transaction -> cases.lock(transaction.sql(), List.of(), ids)
                .flatMap(locked -> notices.settle(transaction.sql(), tries, transaction.at())
                        .flatMap(ours -> {
                            Page page = new Page(locked, trace);
                            tries.stream()
                                    .filter(tried -> tried.state() != Notices.State.PENDING
                                            && ours.contains(tried.claimed().key()))
                                    .forEach(tried -> settle(transaction, page, tried));
                            return pages.keep(transaction, page);
                        })));
    }

    private void settle(Transaction transaction, Page page, Notices.Tried tried) {
        Notices.Claimed claimed = tried.claimed();
        CaseId caseId = claimed.key().caseId();
        boolean delivered = tried.state() == Notices.State.DELIVERED;
        metrics.counter(
                        "firstline.notices.settled",
                        "result",
                        tried.state().name().toLowerCase(Locale.ROOT))
                .increment();
        decide(
                transaction,
                page,
                new SettleNotice(
                        caseId,
                        claimed.key().noticeId(),
                        claimed.about(),
                        delivered,
                        claimed.attempts(),
                        transaction.at(),
                        claimed.accountable()),
                null,
                null,
                page.traceparent(caseId));
        MDC.put("caseId", caseId.toString());
        if (delivered) {
            LOG.debugf("notice %s delivered", claimed.key().noticeId());
        } else {
            LOG.errorf(
                    "notice %s could not be delivered (%s); a task asks a person to tell the customer",
                    claimed.key().noticeId(), tried.trouble());
        }
        MDC.remove("caseId");
    }

    /** A request that comes to nothing leaves nothing behind, its Idempotency-Key included. */
    private static final class Undone extends RuntimeException {

        private final transient Answer answer;

        Undone(Answer answer) {
            super("the request came to nothing", null, false, false);
            this.answer = answer;
        }
    }
}
