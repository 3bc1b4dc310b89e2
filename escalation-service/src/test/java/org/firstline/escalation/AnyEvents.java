package org.firstline.escalation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.DiagnosisEvent.EscalationNeeded;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.FollowupEvent.CaseReopened;
import org.firstline.contracts.FollowupEvent.Closure;
import org.firstline.contracts.FollowupEvent.Summary;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.CustomerClass;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.contracts.Terms.ServiceLine;

/** Events of other parties, with what does not matter filled in. */
public final class AnyEvents {

    private static final Instant SOME_TIME = Instant.parse("2026-03-02T08:00:00Z");

    private AnyEvents() {}

    /** A broadband line without signal: by the starter rules the access network's, by its alternative field service's. */
    public static EscalationNeeded escalation(UUID caseId, UUID escalationId, Grade grade) {
        return new EscalationNeeded(
                caseId,
                escalationId,
                1,
                anyFacts(),
                Category.NETWORK_FAULT,
                grade,
                "broadband.access-loss-of-signal",
                "access.fibre-break",
                new Symptom("broadband.no-internet", "光猫闪红灯", SOME_TIME, Frequency.PERMANENT, List.of("restart-ont")),
                List.of(),
                null,
                Handling.AUTOMATIC,
                null,
                SOME_TIME,
                anyAccountability());
    }

    public static CaseReopened reopened(UUID caseId, UUID workOrderId) {
        return new CaseReopened(caseId, 2, ResolvedBy.DEPARTMENT, workOrderId, SOME_TIME, anyAccountability());
    }

    public static CaseClosed cancelled(UUID caseId) {
        return new CaseClosed(
                caseId,
                Closure.CANCELLED,
                new Summary(null, null, null, 1, 0, 0, null, SOME_TIME),
                SOME_TIME,
                new Accountability(OwnerKind.FOLLOW_UP, null, NextStep.NONE, null));
    }

    private static CaseFacts anyFacts() {
        return new CaseFacts(
                ServiceLine.BROADBAND,
                "CN-31",
                CustomerClass.RESIDENTIAL,
                ContractClass.STANDARD,
                null,
                "svc-4f0a7c",
                "cust-91be2d");
    }

    private static Accountability anyAccountability() {
        return new Accountability(OwnerKind.FIRST_LINE, null, NextStep.DIAGNOSE, SOME_TIME);
    }
}
