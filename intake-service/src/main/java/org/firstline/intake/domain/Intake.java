package org.firstline.intake.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.intake.domain.Decision.Advance;
import org.firstline.intake.domain.Decision.Ignore;
import org.firstline.intake.domain.Decision.Refuse;
import org.firstline.intake.domain.Stage.Attached;
import org.firstline.intake.domain.Stage.HandedOver;
import org.firstline.intake.domain.Stage.Identity;
import org.firstline.intake.domain.Stage.Open;
import org.firstline.intake.domain.Stage.Opening;
import org.firstline.intake.domain.Stage.Outbound;
import org.firstline.intake.domain.Stage.Owed;
import org.firstline.intake.domain.Stage.Recorded;
import org.firstline.intake.domain.Stage.Ringing;
import org.firstline.intake.domain.Stage.Settled;
import org.firstline.intake.domain.Stage.Triaged;
import org.firstline.intake.domain.Stage.Undecided;
import org.firstline.intake.domain.Stage.Waiting;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Handling;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.Owner;
import org.firstline.intake.domain.Terms.Severity;
import org.firstline.intake.domain.Terms.Step;
import org.jspecify.annotations.Nullable;

/** The rules of a contact's life: one call is one contact and at most one case, in whatever order its events come. */
public final class Intake {

    private Intake() {}

    /**
     * What comes of an input.
     *
     * @param contact as it stands
     * @param input what happens to it
     * @param at suite time
     */
    public static Decision decide(Contact contact, Input input, Instant at, Policy policy) {
        return switch (input) {
            case Input.Heard heard -> heard(contact, heard, at, policy);
            case Input.Due(Customer anonymous) -> due(contact, anonymous, at, policy);
            case Input.CameThrough c -> cameThrough(contact, at, policy);
            case Input.Attach(CaseId to, String by) -> attach(contact, to);
            case Input.TakeCall(CaseId call, String by) -> takeCall(contact, call, by, at);
            case Input.OpenByHand(String agent, Customer customer) -> openByHand(contact, agent, customer, at, policy);
            case Input.Record record -> record(contact, record, at, policy);
            case Input.IdentityChecked(Identity identity) -> identityChecked(contact, identity);
            case Input.Triage triage -> triage(contact, triage, at, policy);
            case Input.OwnerChanged(Accountable now) -> isCase(contact, contact.heard(contact.closed(), now));
            case Input.DepartmentGot(String department, Accountable now) ->
                isCase(contact, contact.with(department).heard(contact.closed(), now));
            case Input.Closed(Accountable now) ->
                isCase(
                        contact,
                        (contact.stage() instanceof Owed ? contact.at(new Settled(at)) : contact).heard(true, now));
            case Input.Reopened(Accountable now) -> isCase(contact, contact.heard(false, now));
        };
    }

    private static Decision heard(Contact contact, Input.Heard heard, Instant at, Policy policy) {
        Call call = contact.call().after(heard);
        Contact folded = contact.known(call, Customer.better(contact.customer(), heard.caller()));
        Advance next =
                switch (folded.stage()) {
                    case Ringing r -> onward(folded, heard.around(), at, policy, List.of());
                    case Outbound o -> onward(folded, heard.around(), at, policy, List.of());
                    case Waiting w -> onward(folded, heard.around(), at, policy, List.of());
                    case Undecided u ->
                        call.captured() != null
                                ? onward(folded, heard.around(), at, policy, List.of())
                                : new Advance(folded, List.of());
                    case Owed o ->
                        call.throughAt() != null
                                ? onward(folded, heard.around(), at, policy, List.of(goesOn(folded, at, policy)))
                                : new Advance(folded, List.of());
                    case Settled s ->
                        call.throughAt() != null
                                ? onward(folded, heard.around(), at, policy, List.of())
                                : new Advance(folded, List.of());
                    case Open(Opening opening, Identity identity) ->
                        call.captured() != null
                                ? captured(folded, call.captured(), opening, List.of(), at, policy)
                                : new Advance(folded, List.of());
                    case Recorded r -> new Advance(folded, List.of());
                    case Triaged t -> new Advance(folded, List.of());
                    case HandedOver h -> new Advance(folded, List.of());
                    case Attached a -> new Advance(folded, List.of());
                };
        return next.next().equals(contact) ? new Ignore("it says nothing new") : next;
    }

    /** The one place that says what a call has come to, from what is known of it. */
    private static Advance onward(Contact folded, Input.Around around, Instant at, Policy policy, List<Notice> before) {
        Call call = folded.call();
        Captured problem = call.captured();
        if (!call.inbound()) {
            return new Advance(folded.at(new Outbound()), before);
        }
        if (call.throughAt() == null && call.abandonedAt() == null) {
            return new Advance(folded.at(new Ringing()), before);
        }
        if (folded.customer() == null) {
            Stage waiting = folded.stage() instanceof Waiting w ? w : new Waiting(at.plus(policy.callerGrace()));
            return new Advance(folded.at(waiting), before);
        }
        if (problem != null) {
            CaseId same = around.sameTrouble();
            return same != null && problem.identityVerified()
                    ? new Advance(folded.at(new Attached(same)), before)
                    : captured(folded, problem, null, before, at, policy);
        }
        if (call.answeredAt() != null) {
            return around.openCases() && before.isEmpty()
                    ? new Advance(folded.at(new Undecided(at.plus(policy.decideWithin()))), before)
                    : open(folded, at, policy, before);
        }
        return abandoned(folded, around, at, policy);
    }

    private static Advance abandoned(Contact folded, Input.Around around, Instant at, Policy policy) {
        Instant gaveUpAt = folded.call().abandonedAt();
        Customer customer = folded.customer();
        if (gaveUpAt == null || customer == null) {
            throw new IllegalStateException("expected an abandoned call of a customer at contact " + folded.id());
        }
        if (around.throughAt() != null && !around.throughAt().isBefore(gaveUpAt)) {
            return new Advance(folded.at(new Settled(at)), List.of());
        }
        Instant dueAt = at.plus(policy.callBackWithin());
        Accountable desk = new Accountable(Owner.FOLLOW_UP, null, Step.CALL_BACK, dueAt);
        return new Advance(
                folded.at(new Owed(dueAt), desk),
                List.of(new Notice.CallbackOwed(folded.platform(), gaveUpAt, customer.ref(), desk)));
    }

    private static Advance open(Contact folded, Instant at, Policy policy, List<Notice> before) {
        Opening opening = new Opening(Handling.PERSON, at, at.plus(policy.recordWithin()));
        Accountable agent = recording(folded.agent(), opening);
        List<Notice> notices = new ArrayList<>(before);
        notices.add(new Notice.CaseOpened(folded.platform(), Handling.PERSON, folded.agent(), at, agent));
        return new Advance(folded.at(new Open(opening, null), agent), notices);
    }

    /** A bot has captured what is needed: opened (if it is not), recorded and classified in one go. */
    private static Advance captured(
            Contact folded,
            Captured problem,
            @Nullable Opening opened,
            List<Notice> before,
            Instant at,
            Policy policy) {
        Customer customer = folded.customer();
        if (customer == null) {
            throw new IllegalStateException("expected a customer at contact " + folded.id());
        }
        Opening opening = new Opening(
                Handling.AUTOMATIC,
                opened == null ? at : opened.openedAt(),
                opened == null ? at.plus(policy.recordWithin()) : opened.recordDueAt());
        Accountable recording = recording(folded.agent(), opening);
        List<Notice> notices = new ArrayList<>(before);
        if (opened == null) {
            notices.add(new Notice.CaseOpened(folded.platform(), Handling.AUTOMATIC, folded.agent(), at, recording));
        }
        Facts facts = customer.facts(problem.line());
        Identity identity = new Identity(
                "bot", problem.identityVerified() ? Identity.Result.VERIFIED : Identity.Result.FAILED, problem.at());
        notices.add(new Notice.IntakeRecorded(
                facts,
                problem.symptom(),
                identity.verified(),
                identity.verified() ? identity.method() : null,
                problem.by(),
                recording));
        Recorded recorded = new Recorded(opening, identity, facts, problem.symptom());
        return classified(
                folded,
                recorded,
                problem.category(),
                problem.impact(),
                problem.urgency(),
                problem.by(),
                notices,
                at,
                policy);
    }

    private static Advance classified(
            Contact contact,
            Recorded recorded,
            Category category,
            Level impact,
            Level urgency,
            String by,
            List<Notice> before,
            Instant at,
            Policy policy) {
        List<Notice> notices = new ArrayList<>(before);
        String desk = policy.desks().get(category);
        if (desk != null) {
            Accountable other = new Accountable(Owner.OTHER_DESK, desk, Step.CLOSE, at.plus(policy.closeWithin()));
            notices.add(new Notice.CaseHandedOver(recorded.facts(), category, desk, by, at, other));
            return new Advance(
                    contact.at(new HandedOver(recorded.opening(), recorded.facts(), category, desk), other), notices);
        }
        Severity severity = Severity.of(impact, urgency);
        Accountable diagnosing =
                new Accountable(Owner.FIRST_LINE, contact.agent(), Step.DIAGNOSE, at.plus(policy.diagnoseWithin()));
        notices.add(new Notice.CaseTriaged(
                recorded.facts(),
                category,
                severity,
                impact,
                urgency,
                recorded.symptom(),
                recorded.opening().handling(),
                contact.agent(),
                at,
                diagnosing));
        return new Advance(
                contact.at(
                        new Triaged(
                                recorded.opening(),
                                recorded.identity(),
                                recorded.facts(),
                                recorded.symptom(),
                                category,
                                severity),
                        diagnosing),
                notices);
    }

    private static Decision due(Contact contact, Customer anonymous, Instant at, Policy policy) {
        return switch (contact.stage()) {
            case Waiting(Instant dueAt) ->
                dueAt.isAfter(at)
                        ? new Ignore("it is not due yet")
                        : onward(
                                contact.known(contact.call(), Customer.better(contact.customer(), anonymous)),
                                Input.Around.NOTHING,
                                at,
                                policy,
                                List.of());
            case Undecided(Instant dueAt) ->
                dueAt.isAfter(at) ? new Ignore("it is not due yet") : open(contact, at, policy, List.of());
            case Ringing r -> new Ignore("nothing is due");
            case Outbound o -> new Ignore("nothing is due");
            case Owed o -> new Ignore("nothing is due");
            case Settled s -> new Ignore("nothing is due");
            case Open o -> new Ignore("nothing is due");
            case Recorded r -> new Ignore("nothing is due");
            case Triaged t -> new Ignore("nothing is due");
            case HandedOver h -> new Ignore("nothing is due");
            case Attached a -> new Ignore("nothing is due");
        };
    }

    private static Decision cameThrough(Contact contact, Instant at, Policy policy) {
        if (!(contact.stage() instanceof Owed)) {
            return new Ignore("nothing is owed");
        }
        Accountable desk = new Accountable(Owner.FOLLOW_UP, null, Step.CLOSE, at.plus(policy.closeWithin()));
        return new Advance(contact.at(new Settled(at), desk), List.of(new Notice.CallbackSettled(at, desk)));
    }

    private static Decision attach(Contact contact, CaseId to) {
        if (contact.id().equals(to)) {
            return new Refuse("own-case", "expected another case, found the contact's own");
        }
        return switch (contact.stage()) {
            case Undecided u -> new Advance(contact.at(new Attached(to)), List.of());
            case Waiting w -> new Advance(contact.at(new Attached(to)), List.of());
            case Attached(CaseId already) ->
                already.equals(to)
                        ? new Ignore("it is attached to that case")
                        : new Refuse(
                                "attached-already", "expected an undecided contact, found it attached to " + already);
            case Ringing r -> notAnswered();
            case Outbound o -> notAnswered();
            case Owed o -> notAnswered();
            case Settled s -> notAnswered();
            case Open o -> hasCase();
            case Recorded r -> hasCase();
            case Triaged t -> hasCase();
            case HandedOver h -> hasCase();
        };
    }

    private static Refuse notAnswered() {
        return new Refuse("not-answered", "expected an answered call, found one that nobody has taken");
    }

    private static Refuse hasCase() {
        return new Refuse("has-a-case", "expected an undecided contact, found one that is a case of its own");
    }

    private static Decision takeCall(Contact contact, CaseId call, String by, Instant at) {
        Accountable now = contact.accountable();
        return contact.live() && now != null
                ? new Advance(contact, List.of(new Notice.CallAttached(call, by, at, now)))
                : new Refuse("not-open", "expected an open case, found one that is not");
    }

    private static Decision openByHand(Contact contact, String agent, Customer customer, Instant at, Policy policy) {
        Call.Agent hand = new Call.Agent(agent, at);
        Call call = contact.call();
        Contact taken = contact.known(
                new Call(
                        call.inbound(),
                        call.offeredAt(),
                        call.answeredAt(),
                        call.endedAt(),
                        call.abandonedAt(),
                        hand,
                        call.captured()),
                Customer.better(contact.customer(), customer));
        return switch (contact.stage()) {
            case Owed o -> open(taken, at, policy, List.of(goesOn(taken, at, policy)));
            case Ringing r -> open(taken, at, policy, List.of());
            case Waiting w -> open(taken, at, policy, List.of());
            case Undecided u -> open(taken, at, policy, List.of());
            case Settled s -> open(taken, at, policy, List.of());
            case Outbound o -> open(taken, at, policy, List.of());
            case Attached(CaseId to) ->
                new Refuse("attached-already", "expected a contact without a case, found it attached to " + to);
            case Open o -> opened();
            case Recorded r -> opened();
            case Triaged t -> opened();
            case HandedOver h -> opened();
        };
    }

    private static Refuse opened() {
        return new Refuse("has-a-case", "expected a contact without a case, found its case");
    }

    private static Decision record(Contact contact, Input.Record record, Instant at, Policy policy) {
        return switch (contact.stage()) {
            case Open(Opening opening, Identity identity) -> recorded(contact, record, opening, identity, List.of());
            case Recorded r -> recorded(contact, record, r.opening(), r.identity(), List.of());
            case Undecided u -> openedAndRecorded(contact, record, at, policy);
            case Waiting w -> openedAndRecorded(contact, record, at, policy);
            case Ringing r -> notOpen();
            case Outbound o -> notOpen();
            case Owed o -> notOpen();
            case Settled s -> notOpen();
            case Attached a -> notOpen();
            case Triaged t -> triagedAlready();
            case HandedOver h -> triagedAlready();
        };
    }

    private static Decision openedAndRecorded(Contact contact, Input.Record record, Instant at, Policy policy) {
        Contact known = contact.known(contact.call(), Customer.better(contact.customer(), record.customer()));
        if (contact.call().answeredAt() == null) {
            return notOpen();
        }
        Advance opened = open(known, at, policy, List.of());
        if (!(opened.next().stage() instanceof Open(Opening opening, Identity identity))) {
            throw new IllegalStateException("expected an open case at contact " + contact.id());
        }
        return recorded(opened.next(), record, opening, identity, opened.notices());
    }

    private static Advance recorded(
            Contact contact, Input.Record record, Opening opening, @Nullable Identity identity, List<Notice> before) {
        Contact known = contact.known(contact.call(), Customer.better(contact.customer(), record.customer()));
        Customer customer = known.customer();
        if (customer == null) {
            throw new IllegalStateException("expected a customer at contact " + contact.id());
        }
        Facts facts = customer.facts(record.line());
        Accountable recording = recording(record.agent(), opening);
        boolean verified = identity != null && identity.verified();
        List<Notice> notices = new ArrayList<>(before);
        notices.add(new Notice.IntakeRecorded(
                facts,
                record.symptom(),
                verified,
                identity == null ? null : identity.method(),
                record.agent(),
                recording));
        return new Advance(known.at(new Recorded(opening, identity, facts, record.symptom()), recording), notices);
    }

    private static Decision identityChecked(Contact contact, Identity identity) {
        return switch (contact.stage()) {
            case Open(Opening opening, Identity before) ->
                new Advance(contact.at(new Open(opening, identity)), List.of());
            case Recorded r ->
                new Advance(contact.at(new Recorded(r.opening(), identity, r.facts(), r.symptom())), List.of());
            case Ringing r -> notOpen();
            case Outbound o -> notOpen();
            case Waiting w -> notOpen();
            case Undecided u -> notOpen();
            case Owed o -> notOpen();
            case Settled s -> notOpen();
            case Attached a -> notOpen();
            case Triaged t -> triagedAlready();
            case HandedOver h -> triagedAlready();
        };
    }

    private static Decision triage(Contact contact, Input.Triage triage, Instant at, Policy policy) {
        return switch (contact.stage()) {
            case Recorded r ->
                classified(
                        contact,
                        r,
                        triage.category(),
                        triage.impact(),
                        triage.urgency(),
                        triage.agent(),
                        List.of(),
                        at,
                        policy);
            case Open o ->
                new Refuse("intake-incomplete", "expected a complete intake record before triage, found none");
            case Ringing r -> notOpen();
            case Outbound o -> notOpen();
            case Waiting w -> notOpen();
            case Undecided u -> notOpen();
            case Owed o -> notOpen();
            case Settled s -> notOpen();
            case Attached a -> notOpen();
            case Triaged t -> triagedAlready();
            case HandedOver h -> triagedAlready();
        };
    }

    private static Refuse notOpen() {
        return new Refuse("not-open", "expected an open case, found a contact that is none");
    }

    private static Refuse triagedAlready() {
        return new Refuse("triaged-already", "expected a case that is not triaged yet, found one that is");
    }

    /** News of other services: only what was announced as a case can be meant. */
    private static Decision isCase(Contact before, Contact after) {
        return before.accountable() == null || after.equals(before)
                ? new Ignore("it changes nothing here")
                : new Advance(after, List.of());
    }

    /** The callback is settled because the call itself got through after all: the case goes on at once. */
    private static Notice goesOn(Contact folded, Instant at, Policy policy) {
        return new Notice.CallbackSettled(
                at,
                new Accountable(Owner.FIRST_LINE, folded.agent(), Step.RECORD_INTAKE, at.plus(policy.recordWithin())));
    }

    private static Accountable recording(@Nullable String agent, Opening opening) {
        return new Accountable(Owner.FIRST_LINE, agent, Step.RECORD_INTAKE, opening.recordDueAt());
    }
}
