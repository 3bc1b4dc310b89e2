package org.firstline.intake.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.announce.Announcer;
import org.firstline.intake.db.ContactRow;
import org.firstline.intake.db.Customers;
import org.firstline.intake.db.Neighbours;
import org.firstline.intake.db.Pseudonyms;
import org.firstline.intake.domain.Captured;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Decision;
import org.firstline.intake.domain.Input;
import org.firstline.intake.domain.Intake;
import org.firstline.intake.domain.Notice;
import org.firstline.intake.domain.Policy;
import org.firstline.intake.domain.Stage;
import org.firstline.messaging.Announcement;
import org.firstline.messaging.Trace;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The contacts of one transaction while their inputs are decided one after the other. */
final class Batch {

    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final Map<CaseId, ContactRow> rows;
    private final Neighbours neighbours;
    private final Policy policy;
    private final Instant at;
    private final Pseudonyms pseudonyms;
    private final Trace trace;
    private final Set<CaseId> changed = new LinkedHashSet<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    Batch(
            Map<CaseId, ContactRow> rows,
            Neighbours neighbours,
            Policy policy,
            Instant at,
            Pseudonyms pseudonyms,
            Trace trace) {
        this.rows = new HashMap<>(rows);
        this.neighbours = neighbours;
        this.policy = policy;
        this.at = at;
        this.pseudonyms = pseudonyms;
        this.trace = trace;
    }

    List<ContactRow> changed() {
        return changed.stream().map(this::row).toList();
    }

    List<Announcement> announcements() {
        return announcements;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /** Whether an input's outcome depends on what else there is of the customer. */
    static boolean looksAround(Input input) {
        return switch (input) {
            case Input.Heard h -> true;
            case Input.Due d -> true;
            case Input.OpenByHand o -> true;
            case Input.Attach a -> true;
            case Input.Record r -> true;
            case Input.CameThrough c -> false;
            case Input.TakeCall t -> false;
            case Input.IdentityChecked i -> false;
            case Input.Triage t -> false;
            case Input.OwnerChanged o -> false;
            case Input.CallbackScheduled c -> false;
            case Input.DepartmentGot d -> false;
            case Input.Closed c -> false;
            case Input.Reopened r -> false;
        };
    }

    /** Decides one input and what follows from it for the customer's other contacts. */
    Outcome decide(Order order, Customers.Seals seals) {
        ContactRow row = rows.get(order.id());
        if (row == null) {
            return new Outcome.Missing(order.id());
        }
        Long expected = order.expectedVersion();
        if (expected != null && expected != row.version()) {
            return new Outcome.Stale(row.version());
        }
        if (order.input() instanceof Input.Attach(CaseId to, String by)) {
            ContactRow target = rows.get(to);
            if (target == null) {
                return new Outcome.Missing(to);
            }
            if (!target.contact().live()) {
                return new Outcome.Refused("not-open", "expected an open case " + to + ", found one that is not");
            }
        }
        Contact before = row.contact();
        Input input = seen(before, order.input());
        return switch (Intake.decide(before, input, at, policy)) {
            case Decision.Ignore(String why) -> {
                LOG.debugf("case %s: %s", order.id(), why);
                yield new Outcome.Ignored(row, why);
            }
            case Decision.Refuse(String code, String why) -> new Outcome.Refused(code, why);
            case Decision.Advance(Contact next, List<Notice> notices) -> {
                advance(row, next, notices, order, seals);
                follow(before, next, order);
                yield new Outcome.Advanced(row(order.id()));
            }
        };
    }

    private void advance(
            ContactRow row, Contact next, List<Notice> notices, Order order, Customers.@Nullable Seals seals) {
        long sequence = row.sequence();
        String onward = trace.onward(row.traceParent(), order.traceparent());
        for (Notice notice : notices) {
            announcements.add(Announcer.announce(next.id(), notice, ++sequence, order.causationId(), onward, at));
            counts.merge(notice.getClass().getSimpleName(), 1, Integer::sum);
        }
        Order.Personal personal = order.personal();
        ContactRow.Words words = row.words();
        byte[] index = row.callerIndex();
        if (personal != null && seals != null) {
            if (personal.words() != null && personal.of() != null) {
                byte[] sealed = seals.close(personal.of(), personal.words());
                words = sealed == null ? words : new ContactRow.Words(personal.of(), sealed);
            }
            if (personal.number() != null) {
                index = pseudonyms.indexOf(personal.number());
            }
        }
        rows.put(
                next.id(),
                new ContactRow(
                        next,
                        sequence,
                        changed.contains(next.id()) ? row.version() : row.version() + 1,
                        onward,
                        row.createdAt(),
                        at,
                        words,
                        index));
        changed.add(next.id());
        neighbours.became(next);
        if (!notices.isEmpty()) {
            said(next, notices, order);
        }
    }

    private static void said(Contact next, List<Notice> notices, Order order) {
        MDC.put("caseId", next.id().toString());
        if (order.causationId() != null) {
            MDC.put("eventId", order.causationId());
        }
        try {
            LOG.infof(
                    "%s",
                    String.join(
                            ", ",
                            notices.stream()
                                    .map(n -> n.getClass().getSimpleName())
                                    .toList()));
        } finally {
            MDC.remove("caseId");
            MDC.remove("eventId");
        }
    }

    /** What a contact's step means for others: a call that got through settles what is owed; an attached call is told. */
    private void follow(Contact before, Contact next, Order order) {
        boolean through =
                next.stage() instanceof Stage.Attached || next.live() || next.stage() instanceof Stage.Undecided;
        boolean already =
                before.stage() instanceof Stage.Attached || before.live() || before.stage() instanceof Stage.Undecided;
        if (next.stage() instanceof Stage.Attached(CaseId to) && !(before.stage() instanceof Stage.Attached)) {
            String by = attachedBy(next, order.input());
            also(to, new Input.TakeCall(next.id(), by), order);
        }
        Customer customer = next.customer();
        if (customer != null && through && (!already || before.customer() == null)) {
            neighbours.owedTo(customer.ref()).stream()
                    .filter(id -> !id.equals(next.id()))
                    .sorted()
                    .forEach(id -> also(id, new Input.CameThrough(), order));
        }
    }

    private static String attachedBy(Contact contact, Input input) {
        if (input instanceof Input.Attach(CaseId to, String by)) {
            return by;
        }
        Captured problem = contact.call().captured();
        return problem == null ? contact.platform() : problem.by();
    }

    private void also(CaseId id, Input input, Order because) {
        ContactRow other = rows.get(id);
        if (other == null) {
            return;
        }
        if (Intake.decide(other.contact(), input, at, policy)
                instanceof Decision.Advance(Contact next, List<Notice> notices)) {
            Order consequence = Order.of(id, input, because.causationId(), because.traceparent());
            advance(other, next, notices, consequence, null);
        }
    }

    /** A call report sees what else there is of its customer, and only open cases that this transaction has locked. */
    private Input seen(Contact before, Input input) {
        if (!(input instanceof Input.Heard heard)) {
            return input;
        }
        Input.News news = heard.news();
        Customer caller = heard.caller();
        Captured problem = news instanceof Input.News.Reported(Captured reported)
                ? reported
                : before.call().captured();
        CustomerRef ref = callerOf(before, caller);
        Input.Around around = neighbours.around(
                ref,
                before.id(),
                problem != null && problem.identityVerified()
                        ? problem.symptom().code()
                        : null);
        CaseId same = around.sameTrouble();
        ContactRow target = same == null ? null : rows.get(same);
        boolean locked = target != null && target.contact().live();
        return new Input.Heard(
                heard.at(),
                heard.inbound(),
                heard.firstLeg(),
                news,
                caller,
                new Input.Around(around.openCases(), locked ? same : null, around.throughAt()));
    }

    private static @Nullable CustomerRef callerOf(Contact before, @Nullable Customer caller) {
        Customer known = before.customer();
        if (caller == null) {
            return known == null ? null : known.ref();
        }
        return known != null && known.basis().compareTo(caller.basis()) > 0 ? known.ref() : caller.ref();
    }

    private ContactRow row(CaseId id) {
        ContactRow row = rows.get(id);
        if (row == null) {
            throw new IllegalStateException("expected contact " + id + " in its batch");
        }
        return row;
    }
}
