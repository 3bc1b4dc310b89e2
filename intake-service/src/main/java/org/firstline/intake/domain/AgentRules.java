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
import org.jspecify.annotations.Nullable;

/** What agents may do with a contact and its case, and when (manual §3.1). */
final class AgentRules {

    private AgentRules() {}

    static Decision attach(Contact contact, CaseId to) {
        if (contact.id().equals(to)) {
            return new Refuse("own-case", "expected another case, found the contact's own");
        }
        return switch (contact.stage()) {
            case Undecided u -> new Advance(contact.at(new Attached(to)), List.of());
            case Waiting w ->
                contact.call().throughAt() == null
                        ? notAnswered()
                        : new Advance(contact.at(new Attached(to)), List.of());
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

    static Decision takeCall(Contact contact, CaseId call, String by, Instant at) {
        Accountable now = contact.accountable();
        return contact.live() && now != null
                ? new Advance(contact, List.of(new Notice.CallAttached(call, by, at, now)))
                : new Refuse("not-open", "expected an open case, found one that is not");
    }

    static Decision openByHand(Contact contact, String agent, Customer customer, Instant at, Policy policy) {
        Call.Agent hand = new Call.Agent(agent, at);
        Call call = contact.call();
        Contact taken = contact.known(
                new Call(
                        call.inbound(),
                        call.outbound(),
                        call.offeredAt(),
                        call.answeredAt(),
                        call.endedAt(),
                        call.abandonedAt(),
                        hand,
                        call.captured()),
                Customer.better(contact.customer(), customer));
        return switch (contact.stage()) {
            case Owed o -> Intake.open(taken, at, policy, List.of(Intake.goesOn(taken, at, policy)));
            case Ringing r -> Intake.open(taken, at, policy, List.of());
            case Waiting w -> Intake.open(taken, at, policy, List.of());
            case Undecided u -> Intake.open(taken, at, policy, List.of());
            case Settled s -> Intake.open(taken, at, policy, List.of());
            case Outbound o -> Intake.open(taken, at, policy, List.of());
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

    static Decision record(Contact contact, Input.Record record, Instant at, Policy policy) {
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
        Advance opened = Intake.open(known, at, policy, List.of());
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
        Accountable recording = Intake.recording(record.agent(), opening);
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

    static Decision identityChecked(Contact before, Identity identity, Customer customer) {
        Contact contact = identity.verified()
                ? before.known(before.call(), Customer.better(before.customer(), customer))
                : before;
        return switch (contact.stage()) {
            case Open(Opening opening, Identity earlier) ->
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

    static Decision triage(Contact contact, Input.Triage triage, Instant at, Policy policy) {
        return switch (contact.stage()) {
            case Recorded r ->
                Intake.classified(
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
}
