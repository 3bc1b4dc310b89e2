package org.firstline.escalation.listen;

import jakarta.enterprise.context.ApplicationScoped;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.DepartmentId;
import org.firstline.escalation.domain.Input;
import org.firstline.escalation.domain.Terms.ReturnReason;
import org.firstline.escalation.domain.WorkOrderId;
import org.firstline.escalation.flow.WorkOrderFlow;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;

/** {@code departments.<id>.answers}: what departments say. Which department speaks, the topic's name tells. */
@ApplicationScoped
public class AnswerListener {

    private final Route<Input> route;

    AnswerListener(PostOffice postOffice, WorkOrderFlow flow) {
        this.route = postOffice.route("departments.answers", AnswerListener::read, flow);
    }

    Route<Input> route() {
        return route;
    }

    static Reading<Input> read(Letter letter) {
        DepartmentId department = new DepartmentId(Topics.departmentOf(letter.topic())
                .orElseThrow(() -> new IllegalArgumentException("topic: expected a department's, found another")));
        return Heard.read(letter, DepartmentAnswer.class, answer -> new Reading.Meant<>(meaning(answer, department)));
    }

    /** The one reading of an answer, whichever door it came through. */
    public static Input.Answer meaning(DepartmentAnswer answer, DepartmentId from) {
        WorkOrderId order = new WorkOrderId(answer.workOrderId());
        String by = answer.answeredBy();
        return switch (answer) {
            case DepartmentAnswer.Accepted a -> new Input.Acknowledge(order, from, by);
            case DepartmentAnswer.Progressed a ->
                new Input.Progress(order, from, by, a.expectedAt(), Words.maskedOrNull(a.note()));
            case DepartmentAnswer.InformationNeeded a ->
                new Input.AskInformation(order, from, by, Words.masked(a.question()));
            case DepartmentAnswer.Returned a ->
                new Input.Return(
                        order,
                        from,
                        by,
                        ReturnReason.valueOf(a.reason().name()),
                        // What could not be a department's id is no known one either.
                        a.suggestedDepartment() == null || !DepartmentId.isOne(a.suggestedDepartment())
                                ? null
                                : new DepartmentId(a.suggestedDepartment()),
                        Words.maskedOrNull(a.note()));
            case DepartmentAnswer.Resolved a ->
                // A code is typed by a person too; masked it is still one.
                new Input.Resolve(order, from, by, Words.masked(a.cause()).value(), Words.maskedOrNull(a.solution()));
        };
    }
}
