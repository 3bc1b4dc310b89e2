package org.firstline.drive.replay;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CallEvent.ProblemReported;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.CaseInput.CallbackReported;
import org.firstline.contracts.CaseInput.DiagnosisExhausted;
import org.firstline.contracts.DepartmentAnswer.Resolved;
import org.firstline.contracts.DepartmentAnswer.Returned;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.EscalationEvent.WorkOrderReturned;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.FollowupEvent.CaseReopened;
import org.firstline.contracts.FollowupEvent.Closure;
import org.firstline.contracts.FollowupEvent.Summary;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.CustomerClass;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.ResolvedBy;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.drive.replay.Play.Step;
import org.jspecify.annotations.Nullable;

/** A stand-in for the suite that announces what each input asks for, one incident at a time. */
final class ObedientSuite {

    private static final Instant AT = Instant.parse("2016-03-01T08:00:00Z");
    private static final Accountability NOBODY_ASKS =
            new Accountability(OwnerKind.FIRST_LINE, null, NextStep.NONE, null);
    private static final CaseFacts FACTS = new CaseFacts(
            ServiceLine.BROADBAND,
            "CN-31",
            CustomerClass.RESIDENTIAL,
            ContractClass.STANDARD,
            null,
            "service",
            "customer");

    private UUID caseId = UUID.randomUUID();
    private UUID order = UUID.randomUUID();
    private String department = "it-support";
    private final Set<String> been = new HashSet<>();
    private int submission;
    private int attempt;
    private boolean forgetful;

    ObedientSuite forgettingOneReturn() {
        forgetful = true;
        return this;
    }

    List<SuiteEvent> answer(Step step) {
        return switch (step) {
            case Step.SendAgain(UUID sent, String to) -> {
                been.clear();
                yield List.of(opened(to));
            }
            case Step.Say say -> answer(say.post().event());
        };
    }

    private List<SuiteEvent> answer(SuiteEvent event) {
        return switch (event) {
            case ProblemReported call -> {
                caseId = UUID.randomUUID();
                order = UUID.randomUUID();
                been.clear();
                attempt = 0;
                yield List.of(new CaseOpened(caseId, call.platform(), Handling.AUTOMATIC, null, AT, NOBODY_ASKS));
            }
            case DiagnosisExhausted end -> List.of(opened("it-support"));
            case Returned back -> back(back);
            case Resolved done -> List.of(new CallbackScheduled(caseId, ++attempt, AT, AT, NOBODY_ASKS));
            case CallbackReported called ->
                called.outcome() == CallbackOutcome.SOLVED
                        ? List.of(closed())
                        : List.of(
                                new CaseReopened(caseId, 2, ResolvedBy.DEPARTMENT, order, AT, NOBODY_ASKS),
                                opened(department));
            default -> List.of();
        };
    }

    private List<SuiteEvent> back(Returned back) {
        if (forgetful) {
            forgetful = false;
            return List.of();
        }
        WorkOrderReturned returned =
                new WorkOrderReturned(caseId, order, department, back.reason(), null, AT, NOBODY_ASKS);
        @Nullable String to = back.suggestedDepartment();
        return to == null || been.contains(to) ? List.of(returned) : List.of(returned, opened(to));
    }

    private WorkOrderOpened opened(String to) {
        department = to;
        been.add(to);
        return new WorkOrderOpened(caseId, order, FACTS, to, Grade.G3, ++submission, AT, AT, AT, NOBODY_ASKS);
    }

    private CaseClosed closed() {
        return new CaseClosed(
                caseId, Closure.SOLVED_CONFIRMED, new Summary(null, null, null, 1, 1, 0, null, AT), AT, NOBODY_ASKS);
    }
}
