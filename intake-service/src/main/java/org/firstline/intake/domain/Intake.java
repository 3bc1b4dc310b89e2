package org.firstline.intake.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.intake.domain.Decision.Advance;
import org.firstline.intake.domain.Decision.Ignore;
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
            case Input.Attach(CaseId to, String by) -> AgentRules.attach(contact, to);
            case Input.TakeCall(CaseId call, String by) -> AgentRules.takeCall(contact, call, by, at);
            case Input.OpenByHand(String agent, Customer customer) ->
                AgentRules.openByHand(contact, agent, customer, at, policy);
            case Input.Record record -> AgentRules.record(contact, record, at, policy);
            case Input.IdentityChecked(Identity identity, Customer customer) ->
                AgentRules.identityChecked(contact, identity, customer);
            case Input.Triage triage -> AgentRules.triage(contact, triage, at, policy);
            case Input.OwnerChanged(Accountable now) -> isCase(contact, contact.heard(contact.closed(), now));
            case Input.CallbackScheduled scheduled -> callbackScheduled(contact, scheduled);
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
        if (!call.came()) {
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
                    ? new Advance(
                            folded.at(new Attached(same)), before.isEmpty() ? List.of() : List.of(settled(at, policy)))
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
                folded.at(Owed.promised(dueAt), desk),
                List.of(new Notice.CallbackOwed(folded.platform(), gaveUpAt, customer.ref(), desk)));
    }

    static Advance open(Contact folded, Instant at, Policy policy, List<Notice> before) {
        Opening opening = new Opening(Handling.PERSON, at, at.plus(policy.recordWithin()));
        Accountable agent = recording(folded.agent(), opening);
        List<Notice> notices = new ArrayList<>(before);
        notices.add(new Notice.CaseOpened(folded.platform(), Handling.PERSON, folded.agent(), at, agent));
        return new Advance(folded.opened(new Open(opening, null), agent), notices);
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
                opened == null ? folded.opened(recorded, recording) : folded,
                recorded,
                problem.category(),
                problem.impact(),
                problem.urgency(),
                problem.by(),
                notices,
                at,
                policy);
    }

    static Advance classified(
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
        Notice settled = settled(at, policy);
        return new Advance(contact.at(new Settled(at), settled.accountable()), List.of(settled));
    }

    /** Nothing is owed any more, and the contact is no case: follow-up closes it. */
    private static Notice settled(Instant at, Policy policy) {
        return new Notice.CallbackSettled(
                at, new Accountable(Owner.FOLLOW_UP, null, Step.CLOSE, at.plus(policy.closeWithin())));
    }

    /**
     * What is owed is due when follow-up says. Before a case is triaged only the call that was given up can be meant,
     * so a contact that is not owed any more has overtaken it; a triaged case's callback says who has the case.
     */
    private static Decision callbackScheduled(Contact contact, Input.CallbackScheduled scheduled) {
        return switch (contact.stage()) {
            case Owed(Instant dueAt, int attempt) ->
                scheduled.attempt() > attempt
                        ? isCase(
                                contact,
                                contact.at(new Owed(scheduled.callAt(), scheduled.attempt()), scheduled.accountable()))
                        : new Ignore("callback " + attempt + " is scheduled already");
            case Triaged t -> isCase(contact, contact.heard(contact.closed(), scheduled.accountable()));
            case Ringing r -> new Ignore("nothing is owed");
            case Outbound o -> new Ignore("nothing is owed");
            case Waiting w -> new Ignore("nothing is owed");
            case Undecided u -> new Ignore("nothing is owed");
            case Settled s -> new Ignore("nothing is owed");
            case Open o -> new Ignore("nothing is owed");
            case Recorded r -> new Ignore("nothing is owed");
            case HandedOver h -> new Ignore("nothing is owed");
            case Attached a -> new Ignore("nothing is owed");
        };
    }

    /** News of other services: only what was announced as a case can be meant. */
    private static Decision isCase(Contact before, Contact after) {
        return before.accountable() == null || after.equals(before)
                ? new Ignore("it changes nothing here")
                : new Advance(after, List.of());
    }

    /** The callback is settled because the call itself got through after all: the case goes on at once. */
    static Notice goesOn(Contact folded, Instant at, Policy policy) {
        return new Notice.CallbackSettled(
                at,
                new Accountable(Owner.FIRST_LINE, folded.agent(), Step.RECORD_INTAKE, at.plus(policy.recordWithin())));
    }

    static Accountable recording(@Nullable String agent, Opening opening) {
        return new Accountable(Owner.FIRST_LINE, agent, Step.RECORD_INTAKE, opening.recordDueAt());
    }
}
