package org.firstline.drive.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CallEvent.Problem;
import org.firstline.contracts.CaseInput.DiagnosisExhausted;
import org.firstline.contracts.CaseInput.GuidedStepReported;
import org.firstline.contracts.CaseInput.ObservationReported;
import org.firstline.contracts.DepartmentAnswer.Accepted;
import org.firstline.contracts.DepartmentAnswer.Progressed;
import org.firstline.contracts.DepartmentAnswer.Resolved;
import org.firstline.contracts.DepartmentAnswer.Returned;
import org.firstline.contracts.DiagnosisEvent.DiagnosisStarted;
import org.firstline.contracts.EscalationEvent.WorkOrderAcknowledged;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.EscalationEvent.WorkOrderProgressed;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.FollowupEvent.CustomerInformed;
import org.firstline.contracts.IntakeEvent.CallbackOwed;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.NoticeAbout;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.contracts.Terms.StepOutcome;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.SimulatedBot;
import org.firstline.local.Service;

/** The calls of the demo. Each returns its case when that is at its end. */
final class Scenes {

    private static final String PLATFORM = "demo-platform";
    private static final String STAFF = "staff-07";

    private final Stage stage;

    Scenes(Stage stage) {
        this.stage = stage;
    }

    /** A scene that plays itself. */
    interface Scene {

        UUID play();
    }

    /** All of them with their names, in the order of the show. */
    List<Map.Entry<String, Scene>> all() {
        return List.of(
                Map.entry("first-call", this::firstCall),
                Map.entry("guided", this::guided),
                Map.entry("escalated", this::escalated),
                Map.entry("returned", this::returned),
                Map.entry("reopened", this::reopened),
                Map.entry("out-of-scope", this::outOfScope),
                Map.entry("abandoned", this::abandoned));
    }

    private UUID firstCall() {
        String call = call();
        UUID caseId = answered(call);
        listen(caseId, "BROADBAND", "broadband.no-internet", "光猫正常，拨号提示错误 691");
        triage(caseId, Category.NETWORK_FAULT);
        stage.await(DiagnosisStarted.class, caseId);
        HttpDoor diagnosis = stage.agentAt(Service.DIAGNOSIS);
        String path = "/diagnoses/" + caseId;
        stage.act(caseId, "agent.observes", Stage.AGENT, "login.error", "691");
        stage.change(diagnosis, "POST", path, path + "/observations", Map.of("check", "login.error", "value", "691"));
        stage.act(caseId, "agent.fixes", Stage.AGENT, "account.wrong-password");
        stage.change(
                diagnosis,
                "POST",
                path,
                path + "/conclusion",
                Map.of("fixed", Map.of("cause", "account.wrong-password")));
        stage.callByHttp(new CallEvent.Ended(PLATFORM, call, call, Direction.INBOUND, Instant.now(), null));
        CallbackScheduled scheduled = stage.await(CallbackScheduled.class, caseId);
        stage.act(caseId, "agent.calls-back", Stage.AGENT);
        stage.change(
                stage.agentAt(Service.FOLLOWUP),
                "POST",
                "/cases/" + caseId,
                "/cases/" + caseId + "/callbacks/" + scheduled.attempt() + "/result",
                Map.of("outcome", "SOLVED", "satisfaction", 5));
        return thanked(caseId);
    }

    private UUID guided() {
        UUID caseId = captured(ServiceLine.BROADBAND, Category.NETWORK_FAULT, Level.MEDIUM, "broadband.intermittent");
        stage.await(DiagnosisStarted.class, caseId);
        stage.input(new ObservationReported(caseId, SimulatedBot.NAME, "ont.pon-light", "blinking"));
        stage.input(new GuidedStepReported(caseId, SimulatedBot.NAME, "restart-ont", StepOutcome.DONE_HELPED));
        return solved(caseId, 1);
    }

    private UUID escalated() {
        UUID caseId = captured(ServiceLine.BROADBAND, Category.NETWORK_FAULT, Level.HIGH, "broadband.los");
        WorkOrderOpened order = stage.await(WorkOrderOpened.class, caseId);
        stage.answer(order.department(), new Accepted(order.workOrderId(), STAFF));
        stage.await(WorkOrderAcknowledged.class, caseId);
        Instant expectedAt = order.openedAt().plus(Duration.ofHours(2));
        stage.answer(
                order.department(),
                new Progressed(order.workOrderId(), STAFF, expectedAt, "抢修人员已出发 A crew is on its way"));
        stage.await(WorkOrderProgressed.class, caseId);
        stage.answer(
                order.department(),
                new Resolved(order.workOrderId(), STAFF, "access.fibre-break", "光缆已熔接 The fibre was spliced"));
        return solved(caseId, 1);
    }

    private UUID returned() {
        UUID caseId = captured(ServiceLine.VALUE_ADDED, Category.SERVICE_FUNCTION, Level.MEDIUM, "service.not-working");
        exhaust(caseId);
        WorkOrderOpened first = stage.await(WorkOrderOpened.class, caseId);
        stage.answer(
                first.department(),
                new Returned(first.workOrderId(), STAFF, ReturnReason.WRONG_DEPARTMENT, "core-network", null));
        WorkOrderOpened second = stage.await(WorkOrderOpened.class, caseId, order -> order.submission() == 2);
        HttpDoor door = stage.departmentAt(second.department());
        String path = "/work-orders/" + second.workOrderId();
        stage.change(door, "POST", path, path + "/answers", Map.of("type", "accepted"));
        stage.change(
                door,
                "POST",
                path,
                path + "/answers",
                Map.of("type", "resolved", "cause", "service.provisioning", "solution", "业务数据已更正 Corrected"));
        return solved(caseId, 1);
    }

    private UUID reopened() {
        UUID caseId = captured(ServiceLine.MOBILE, Category.NETWORK_FAULT, Level.MEDIUM, "mobile.no-data");
        exhaust(caseId);
        WorkOrderOpened first = stage.await(WorkOrderOpened.class, caseId);
        resolve(first);
        CallbackScheduled scheduled = stage.await(CallbackScheduled.class, caseId);
        stage.callBack(scheduled, CallbackOutcome.NOT_SOLVED);
        resolve(stage.await(WorkOrderOpened.class, caseId, order -> order.submission() == 2));
        return solved(caseId, 2);
    }

    private UUID outOfScope() {
        UUID caseId = answered(call());
        listen(caseId, "MOBILE", "billing.question", "这个月话费比平时多");
        triage(caseId, Category.BILLING);
        stage.await(CustomerInformed.class, caseId, told -> told.about() == NoticeAbout.HANDED_OVER);
        return closed(caseId);
    }

    private UUID abandoned() {
        String call = "demo-" + UUID.randomUUID();
        String number = stage.customer();
        stage.callByKafka(
                new CallEvent.Offered(PLATFORM, call, call, Direction.INBOUND, Instant.now(), number, "support"));
        String gaveUp = stage.callByKafka(
                new CallEvent.Abandoned(PLATFORM, call, call, Direction.INBOUND, Instant.now(), number));
        UUID contact = stage.awaitCaused(CallbackOwed.class, gaveUp).caseId();
        stage.callBack(stage.await(CallbackScheduled.class, contact), CallbackOutcome.SOLVED);
        return closed(contact);
    }

    /** A customer rings; answers the call's id. */
    private String call() {
        String call = "demo-" + UUID.randomUUID();
        stage.callByHttp(new CallEvent.Offered(
                PLATFORM, call, call, Direction.INBOUND, Instant.now(), stage.customer(), "support"));
        return call;
    }

    private UUID answered(String call) {
        String answered = stage.callByHttp(
                new CallEvent.Answered(PLATFORM, call, call, Direction.INBOUND, Instant.now(), Stage.AGENT));
        return stage.awaitCaused(CaseOpened.class, answered).caseId();
    }

    /** The agent listens and completes the intake record. */
    private void listen(UUID caseId, String serviceLine, String symptom, String words) {
        stage.act(caseId, "agent.listens", Stage.AGENT);
        stage.change(
                stage.agentAt(Service.INTAKE),
                "PUT",
                "/cases/" + caseId,
                "/cases/" + caseId + "/intake-record",
                Map.of(
                        "serviceLine",
                        serviceLine,
                        "symptom",
                        Map.of("code", symptom, "text", words),
                        "since",
                        Map.of("at", Instant.now().minus(Duration.ofHours(3)).toString()),
                        "frequency",
                        Map.of("is", "PERMANENT"),
                        "tried",
                        Map.of("steps", List.of())));
    }

    private void triage(UUID caseId, Category category) {
        stage.act(caseId, "agent.classifies", Stage.AGENT, category);
        stage.change(
                stage.agentAt(Service.INTAKE),
                "POST",
                "/cases/" + caseId,
                "/cases/" + caseId + "/triage",
                Map.of("category", category.name(), "impact", "MEDIUM", "urgency", "MEDIUM"));
    }

    /** A bot hears the customer out; answers the case. */
    private UUID captured(ServiceLine line, Category category, Level impact, String symptom) {
        String call = "demo-" + UUID.randomUUID();
        Problem problem = new Problem(
                line,
                category,
                impact,
                Level.MEDIUM,
                new Symptom(symptom, null, Instant.now().minus(Duration.ofHours(1)), Frequency.PERMANENT, List.of()),
                null,
                false);
        String reported = stage.callByKafka(new CallEvent.ProblemReported(
                PLATFORM, call, call, Direction.INBOUND, Instant.now(), stage.customer(), problem));
        return stage.awaitCaused(CaseOpened.class, reported).caseId();
    }

    private void exhaust(UUID caseId) {
        stage.await(DiagnosisStarted.class, caseId);
        stage.input(new DiagnosisExhausted(caseId, SimulatedBot.NAME));
    }

    private void resolve(WorkOrderOpened order) {
        stage.answer(order.department(), new Accepted(order.workOrderId(), STAFF));
        stage.answer(order.department(), new Resolved(order.workOrderId(), STAFF, "network.fault", null));
    }

    /** The dialer calls and hears that it is solved. */
    private UUID solved(UUID caseId, int attempt) {
        stage.callBack(
                stage.await(CallbackScheduled.class, caseId, callback -> callback.attempt() == attempt),
                CallbackOutcome.SOLVED);
        return thanked(caseId);
    }

    private UUID thanked(UUID caseId) {
        closed(caseId);
        stage.await(CustomerInformed.class, caseId, told -> told.about() == NoticeAbout.THANKS);
        return caseId;
    }

    private UUID closed(UUID caseId) {
        stage.await(CaseClosed.class, caseId);
        return caseId;
    }
}
