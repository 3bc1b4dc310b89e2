package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.DiagnosisEvent.DiagnosisStarted;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.contracts.Terms.StepOutcome;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.HttpDoor.Answer;
import org.firstline.drive.Post;
import org.firstline.local.Acls;
import org.firstline.local.Service;

/** Cases in which somebody writes personal data wherever something can be written. */
final class CanaryCases {

    private static final String BOT = "bot-1";

    private final TheSuite suite = TheSuite.running();
    private final Doors doors = suite.doors();
    private final Canaries canaries;

    CanaryCases(Canaries canaries) {
        this.canaries = canaries;
    }

    /** A call that a bot takes; departments answer over Kafka, a dialer calls back. Stops before the first callback. */
    Customer automatic() {
        Customer customer = new Customer("+86" + canaries.phone("caller"));
        Instant at = Instant.now();
        String call = customer.callId();
        String number = customer.number();
        CallEvent.Offered offered = new CallEvent.Offered(
                "journey", call, call, Direction.INBOUND, at, number, canaries.words("queue of the call"));
        doors.send(Acls.PLATFORM, extended(Topics.CALL_EVENTS, call, offered, "extension of a call event"))
                .join();
        Post report = Post.call(new CallEvent.ProblemReported(
                "journey",
                call,
                call,
                Direction.INBOUND,
                at,
                number,
                new CallEvent.Problem(
                        ServiceLine.BROADBAND,
                        Category.NETWORK_FAULT,
                        Level.HIGH,
                        Level.HIGH,
                        new Symptom(
                                "broadband.los",
                                canaries.words("bot's symptom"),
                                at,
                                Frequency.PERMANENT,
                                List.of("restart", canaries.phone("bot's tried step"))),
                        canaries.account("bot's account"),
                        true)));
        doors.send(report).join();
        doors.send(Acls.PLATFORM, newer(customer)).join();
        doors.send(Post.call(new CallEvent.Ended(
                        "journey", call, call, Direction.INBOUND, at, canaries.words("reason of the call's end"))))
                .join();
        customer.opened(report);
        Submitted order = customer.submitted(1);
        UUID id = order.workOrderId();
        String department = order.department();
        customer.answers(
                department, new DepartmentAnswer.Progressed(id, "staff-1", null, canaries.words("note on progress")));
        customer.answers(department, new DepartmentAnswer.InformationNeeded(id, "staff-1", canaries.words("question")));
        customer.hears(EscalationEvent.InformationRequested.class);
        customer.says(new CaseInput.InformationGiven(customer.caseId(), BOT, id, canaries.words("bot's information")));
        customer.hears(EscalationEvent.InformationSupplied.class);
        customer.answers(
                department,
                new DepartmentAnswer.Returned(
                        id,
                        "staff-1",
                        ReturnReason.INFORMATION_MISSING,
                        canaries.phone("suggested department"),
                        canaries.words("note on a return")));
        customer.hears(EscalationEvent.WorkOrderReturned.class);
        customer.says(new CaseInput.InformationGiven(customer.caseId(), BOT, id, canaries.words("bot's completion")));
        customer.submitted(2);
        customer.says(callback(customer, 1, CallbackOutcome.NOT_SOLVED));
        return customer;
    }

    /** Goes on with {@link #automatic()} to its end. */
    void automaticToItsEnd(Customer customer) {
        Submitted order = customer.submitted(2);
        customer.answers(order.department(), resolved(order, "answer over Kafka"));
        customer.hears(CallbackScheduled.class);
        Submitted again = customer.submitted(3);
        customer.answers(again.department(), resolved(again, "second answer over Kafka"));
        customer.hears(CallbackScheduled.class, scheduled -> scheduled.attempt() == 2);
        customer.says(callback(customer, 2, CallbackOutcome.SOLVED));
        customer.closedCase();
    }

    /** A bot observes and guides, with words where codes are expected. */
    void guided() {
        Customer customer = new Customer().reportsToABot(Category.NETWORK_FAULT, "broadband.wifi");
        customer.hears(DiagnosisStarted.class);
        UUID id = customer.caseId();
        customer.says(new CaseInput.ObservationReported(
                id, BOT, canaries.phone("code of an observation"), canaries.phone("value of an unknown observation")));
        customer.says(new CaseInput.ObservationReported(id, BOT, "ont.los-light", canaries.phone("observed value")));
        customer.says(new CaseInput.GuidedStepReported(
                id, BOT, canaries.phone("code of a guided step"), StepOutcome.DONE_NO_CHANGE));
        customer.says(new CaseInput.GuidedStepReported(id, BOT, "move-closer", StepOutcome.DONE_HELPED));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);
        customer.closedCase();
    }

    /** A known customer whom an agent serves by HTTP, as does the department. Answers with what the agent is shown. */
    Answer byAgent() {
        Customer customer = new Customer(canaries.known("directory: number", "+8610000000001"));
        canaries.known("directory: name", "示例甲");
        canaries.known("directory: address", "上海市示例区虚构路1号");
        canaries.known("directory: account", "SH-0000-0001");
        customer.ringsAndAnAgentAnswers();
        HttpDoor intake = doors.http(Service.INTAKE, Customer.AGENT);
        String path = "/cases/" + customer.caseId();
        good(intake.post("/contacts/searches", Map.of("callerNumber", customer.number()), Map.of()));
        good(intake.post(
                path + "/identity-check",
                Map.of("method", "id-last-four", "number", customer.number(), "evidence", canaries.citizen("evidence")),
                Map.of()));
        good(intake.post(
                path + "/identity-check",
                Map.of("method", "service-pin", "account", "SH-0000-0001", "evidence", "7919"),
                Map.of()));
        customer.change(Service.INTAKE, "PUT", path, path + "/intake-record", record());
        customer.change(Service.INTAKE, "POST", path, path + "/triage", triage());
        Answer shown = intake.post(
                path + "/personal-data", Map.of("reason", canaries.words("agent's reason to look")), Map.of());
        good(shown);
        customer.hears(DiagnosisStarted.class);
        concludeWithMistakes(customer);
        escalatedByAgent(customer);
        return shown;
    }

    private void concludeWithMistakes(Customer customer) {
        String diagnosis = "/diagnoses/" + customer.caseId();
        HttpDoor door = doors.http(Service.DIAGNOSIS, Customer.AGENT);
        Patience.until(diagnosis, () -> door.get(diagnosis).isGood());
        assertThat(door.change(
                                "POST",
                                diagnosis,
                                diagnosis + "/observations",
                                Map.of("check", "ont.los-light", "value", canaries.phone("agent's observed value")))
                        .status())
                .isEqualTo(409);
        assertThat(door.change(
                                "POST",
                                diagnosis,
                                diagnosis + "/guided-steps",
                                Map.of("guidance", canaries.phone("agent's guided step"), "outcome", "DONE_NO_CHANGE"))
                        .status())
                .isEqualTo(409);
        customer.change(
                Service.DIAGNOSIS,
                "POST",
                diagnosis,
                diagnosis + "/conclusion",
                Map.of("escalate", Map.of("urgency", "HIGH", "note", canaries.words("note for the department"))));
    }

    private void escalatedByAgent(Customer customer) {
        Submitted order = customer.submitted(1);
        String path = "/work-orders/" + order.workOrderId();
        String department = "dept-" + order.department();
        HttpDoor theirs = doors.http(Service.ESCALATION, department);
        answer(theirs, path, Map.of("type", "progressed", "note", canaries.words("note by HTTP")));
        answer(theirs, path, Map.of("type", "information-needed", "question", canaries.words("question by HTTP")));
        HttpDoor ours = doors.http(Service.ESCALATION, Customer.AGENT);
        good(ours.post(
                path + "/information",
                Map.of("information", canaries.words("agent's information")),
                Map.of("Idempotency-Key", UUID.randomUUID().toString())));
        answer(
                theirs,
                path,
                Map.of("type", "returned", "reason", "INFORMATION_MISSING", "note", canaries.words("return by HTTP")));
        customer.change(
                Service.ESCALATION,
                "POST",
                path,
                path + "/resubmission",
                Map.of("remark", canaries.words("remark on a resubmission")));
        customer.submitted(2);
        HttpDoor site = doors.http(Service.INTAKE, department);
        String access = "/cases/" + customer.caseId() + "/site-access";
        Map<String, String> reason = Map.of("reason", canaries.words("department's reason to look"));
        Patience.until("site access", () -> site.post(access, reason, Map.of()).isGood());
        customer.change(
                Service.ESCALATION,
                "POST",
                path,
                path + "/cancellation",
                Map.of("reason", canaries.words("reason of a cancellation")));
        customer.hears(EscalationEvent.WorkOrderCancelled.class);
    }

    /** An agent opens a case by hand and mends it, in words of one's own. */
    void byHand() {
        Answer opened = doors.http(Service.INTAKE, Customer.AGENT)
                .post(
                        "/cases",
                        Map.of(
                                "callerNumber",
                                "+86" + canaries.phone("number at the desk"),
                                "account",
                                canaries.account("account at the desk")),
                        Map.of("Idempotency-Key", "open-" + canaries.phone("Idempotency-Key")));
        assertThat(opened.status()).isEqualTo(201);
        Customer customer = Customer.ofCase(opened.json().path("id").asText());
        String path = "/cases/" + customer.caseId();
        customer.change(Service.INTAKE, "PUT", path, path + "/intake-record", record());
        customer.change(Service.INTAKE, "POST", path, path + "/triage", triage());
        customer.hears(DiagnosisStarted.class);
        String diagnosis = "/diagnoses/" + customer.caseId();
        customer.change(
                Service.DIAGNOSIS,
                "POST",
                diagnosis,
                diagnosis + "/conclusion",
                Map.of("fixed", Map.of("cause", "account.wrong-password", "solution", canaries.words("solution"))));
        customer.isCalledBack(1, CallbackOutcome.SOLVED);
        customer.closedCase();
    }

    private Map<String, Object> record() {
        Map<String, Object> record = new HashMap<>();
        String place = "record " + UUID.randomUUID().toString().substring(0, 4) + ": ";
        record.put("serviceLine", "BROADBAND");
        record.put(
                "symptom",
                Map.of("code", canaries.phone(place + "symptom code"), "text", canaries.words(place + "symptom")));
        record.put("since", Map.of("unknown", canaries.words(place + "since")));
        record.put("frequency", Map.of("unknown", canaries.words(place + "how often")));
        record.put("tried", Map.of("steps", List.of(canaries.phone(place + "tried"))));
        record.put("account", canaries.account(place + "account"));
        return record;
    }

    private static Map<String, String> triage() {
        return Map.of("category", "NETWORK_FAULT", "impact", "HIGH", "urgency", "MEDIUM");
    }

    private DepartmentAnswer resolved(Submitted order, String place) {
        return new DepartmentAnswer.Resolved(
                order.workOrderId(), "staff-1", canaries.phone(place + ": cause"), canaries.words(place));
    }

    private CaseInput callback(Customer customer, int attempt, CallbackOutcome outcome) {
        return new CaseInput.CallbackReported(
                customer.caseId(), "dialer-1", attempt, outcome, null, canaries.words("remark on callback " + attempt));
    }

    /** A record in binary mode with attributes of the sender's own. */
    private ProducerRecord<byte[], byte[]> extended(String topic, String key, SuiteEvent event, String place) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8(key), Catalogue.write(event));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "/platforms/journey",
                        "ce_type", Catalogue.typeOf(event),
                        "content-type", "application/json",
                        "ce_subject", canaries.phone(place + ", subject"),
                        "ce_callernumber", canaries.phone(place),
                        "x-caller", canaries.words(place + ", header"))
                .forEach((name, value) -> record.headers().add(name, utf8(value)));
        return record;
    }

    /** An event of the call with fields that this version does not know. */
    private ProducerRecord<byte[], byte[]> newer(Customer customer) {
        CallEvent event = new CallEvent.Transferred(
                "journey",
                customer.callId(),
                customer.callId(),
                Direction.INBOUND,
                Instant.now(),
                canaries.words("queue it was passed to"),
                null);
        String known = new String(Catalogue.write(event), StandardCharsets.UTF_8);
        String more = "\"" + canaries.phone("name of an unknown field") + "\":\""
                + canaries.words("value of an unknown field") + "\"}";
        ProducerRecord<byte[], byte[]> record =
                extended(Topics.CALL_EVENTS, customer.callId(), event, "extension of a newer call event");
        return new ProducerRecord<>(
                record.topic(),
                null,
                record.key(),
                utf8(known.substring(0, known.length() - 1) + "," + more),
                record.headers());
    }

    private static void answer(HttpDoor door, String path, Map<String, String> answer) {
        good(door.post(
                path + "/answers",
                answer,
                Map.of("Idempotency-Key", UUID.randomUUID().toString())));
    }

    private static void good(Answer answer) {
        assertThat(answer.isGood()).as(answer.status() + " " + answer.json()).isTrue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
