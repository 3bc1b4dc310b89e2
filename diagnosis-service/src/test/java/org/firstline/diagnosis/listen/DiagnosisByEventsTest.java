package org.firstline.diagnosis.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Grade;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Terms.StepOutcome;
import org.firstline.diagnosis.Events;
import org.firstline.diagnosis.OnTheStack;
import org.firstline.diagnosis.Topic;
import org.junit.jupiter.api.Test;

/** Automatic cases, from topic to topic. */
@OnTheStack
class DiagnosisByEventsTest {

    private final UUID caseId = UUID.randomUUID();

    @Test
    void loss_of_signal_is_escalated_in_the_step_that_starts_it() {
        String cause = say(Events.triaged(caseId, "broadband.los", Handling.AUTOMATIC));

        List<Topic.Heard> heard = Topic.hear(caseId, 2);

        assertThat(heard.get(0).event()).isInstanceOf(DiagnosisEvent.DiagnosisStarted.class);
        DiagnosisEvent.EscalationNeeded needed =
                (DiagnosisEvent.EscalationNeeded) heard.get(1).event();
        assertThat(needed.faultClass()).isEqualTo("broadband.access-loss-of-signal");
        assertThat(needed.probableCause()).isEqualTo("access.fibre-break");
        assertThat(needed.grade()).isEqualTo(Grade.G2);
        assertThat(needed.workaround()).isEqualTo("guide.use-mobile-hotspot");
        assertThat(needed.accountability().owner()).isEqualTo(OwnerKind.FIRST_LINE);
        assertThat(needed.accountability().nextStep()).isEqualTo(NextStep.ACKNOWLEDGE_WORK_ORDER);
        assertThat(heard.get(1).headers())
                .containsEntry("ce_id", caseId + ":2")
                .containsEntry("ce_source", "/firstline/diagnosis")
                .containsEntry("ce_sequence", "2")
                .containsEntry("ce_causationid", "/firstline/intake#" + cause);
        assertThat(heard.get(1).headers().get("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void observations_lead_to_the_guidance_that_helps() {
        say(Events.triaged(caseId, "broadband.wifi", Handling.AUTOMATIC));
        say(Events.observed(caseId, "wifi.near-router", "better"));
        say(Events.guided(caseId, "move-closer", StepOutcome.DONE_HELPED));

        DiagnosisEvent.CaseGuided guided =
                (DiagnosisEvent.CaseGuided) Topic.hear(caseId, 2).get(1).event();

        assertThat(guided.cause()).isEqualTo("router.wifi");
        assertThat(guided.guidance()).isEqualTo("guide.move-closer");
        assertThat(guided.steps()).hasSize(2);
        assertThat(guided.accountability().owner()).isEqualTo(OwnerKind.FOLLOW_UP);
    }

    @Test
    void observations_that_come_before_the_case_wait_for_it() {
        say(Events.observed(caseId, "ont.optical-power", "none"));
        say(Events.observed(caseId, "olt.port-state", "up"));
        say(Events.triaged(caseId, "broadband.no-internet", Handling.AUTOMATIC));
        say(Events.exhausted(caseId));

        DiagnosisEvent.EscalationNeeded needed =
                (DiagnosisEvent.EscalationNeeded) Topic.hear(caseId, 2).get(1).event();

        assertThat(needed.probableCause()).isEqualTo("access.fibre-break");
        assertThat(needed.steps()).extracting("code").containsExactlyInAnyOrder("ont.optical-power", "olt.port-state");
    }

    private String say(SuiteEvent event) {
        return switch (event) {
            case IntakeEvent e -> Topic.say("intake.cases", "/firstline/intake", caseId, e);
            case FollowupEvent e -> Topic.say("followup.cases", "/firstline/followup", caseId, e);
            default -> Topic.say("case-inputs", "/bots/broadband", caseId, event);
        };
    }
}
