package org.firstline.intake.listen;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Direction;
import org.firstline.intake.domain.Captured;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input.News;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Frequency;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.firstline.intake.flow.CallFlow;
import org.firstline.intake.flow.CallReport;
import org.firstline.intake.flow.Callers;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Reading;
import org.firstline.messaging.Route;
import org.jspecify.annotations.Nullable;

/** What contact-center platforms say, by topic and by HTTP: one decoder, one path. */
@ApplicationScoped
public class CallEvents {

    private final Route<CallReport> route;

    CallEvents(PostOffice office, CallFlow flow, Callers callers) {
        this.route = office.route("call-events", CallEvents::read, callers::identify, flow);
    }

    @Incoming("call-events")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return route.channel();
    }

    /**
     * Takes events that came by HTTP; completes once they are committed.
     *
     * @return how many of them were new
     */
    public Uni<Integer> accept(List<Letter> letters) {
        return route.accept(letters);
    }

    /**
     * Reads an event, to see whether it keeps its contract.
     *
     * @throws IllegalArgumentException naming the field that does not
     */
    public static Reading<CallReport> read(Letter letter) {
        if (Catalogue.recordOf(letter.type()).isEmpty()) {
            return new Reading.Unknown<>();
        }
        SuiteEvent event = Catalogue.read(letter.type(), letter.data());
        if (!(event instanceof CallEvent call)) {
            throw new IllegalArgumentException("type: expected a call event, found another family's");
        }
        return new Reading.Meant<>(report(call));
    }

    private static CallReport report(CallEvent call) {
        return switch (call) {
            case CallEvent.Offered e -> report(e, new News.Rang(), e.callerNumber(), null, null);
            case CallEvent.Answered e -> report(e, new News.Answered(e.agentId()), null, null, null);
            case CallEvent.Transferred e -> report(e, new News.PassedOn(e.toAgentId()), null, null, null);
            case CallEvent.Ended e -> report(e, new News.Over(), null, null, null);
            case CallEvent.Abandoned e -> report(e, new News.GaveUp(), e.callerNumber(), null, null);
            case CallEvent.ProblemReported e ->
                report(
                        e,
                        new News.Reported(captured(e)),
                        e.callerNumber(),
                        e.problem().account(),
                        e.problem().symptom().text());
        };
    }

    private static CallReport report(
            CallEvent call, News news, @Nullable String number, @Nullable String account, @Nullable String words) {
        return new CallReport(
                CaseId.ofCall(call.platform(), call.rootCallId()),
                call.platform(),
                call.rootCallId(),
                call.at(),
                call.direction() == Direction.INBOUND,
                call.callId().equals(call.rootCallId()),
                news,
                number,
                account,
                words,
                null);
    }

    private static Captured captured(CallEvent.ProblemReported event) {
        CallEvent.Problem problem = event.problem();
        return new Captured(
                event.at(),
                event.platform(),
                ServiceLine.valueOf(problem.serviceLine().name()),
                Category.valueOf(problem.category().name()),
                Level.valueOf(problem.impact().name()),
                Level.valueOf(problem.urgency().name()),
                Symptoms.masked(
                        problem.symptom().code(),
                        problem.symptom().text(),
                        problem.symptom().sinceAt(),
                        Frequency.valueOf(problem.symptom().frequency().name()),
                        problem.symptom().tried()),
                problem.identityVerified());
    }
}
