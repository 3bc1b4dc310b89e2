package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Symptom;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Terms.Frequency;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Transcript;
import org.firstline.local.Service;

/** One customer with one problem: what is done to the suite in a journey, and what the suite says of it. */
final class Customer {

    static final String AGENT = "agent-li";

    private static final AtomicInteger NEXT = new AtomicInteger(1_000);

    private final Doors doors;
    private final Transcript transcript;
    private final String number;
    private final String callId = UUID.randomUUID().toString();
    private UUID caseId = new UUID(0, 0);

    /** One whom no directory knows, of the suite that all journeys share. */
    Customer() {
        this("+86139" + String.format("%08d", NEXT.incrementAndGet()));
    }

    /** One of the suite that all journeys share. */
    Customer(String number) {
        this(TheSuite.running().doors(), TheSuite.running().transcript(), number);
    }

    /** One whom no directory knows, of another suite, of which the transcript holds all that is said. */
    Customer(Doors doors, Transcript transcript) {
        this(doors, transcript, "+86139" + String.format("%08d", NEXT.incrementAndGet()));
    }

    private Customer(Doors doors, Transcript transcript, String number) {
        this.doors = doors;
        this.transcript = transcript;
        this.number = number;
    }

    /** One who has that case already. */
    static Customer ofCase(String id) {
        Customer customer = new Customer("");
        customer.caseId = UUID.fromString(id);
        return customer;
    }

    UUID caseId() {
        return caseId;
    }

    String callId() {
        return callId;
    }

    String number() {
        return number;
    }

    /** The call rings and a bot captures the problem; the case that came of it. */
    Customer reportsToABot(Category category, String symptom) {
        Instant at = Instant.now();
        doors.send(Post.call(
                        new CallEvent.Offered("journey", callId, callId, Direction.INBOUND, at, number, "technical")))
                .join();
        Post report = Post.call(report(category, symptom, at));
        doors.send(report).join();
        return opened(report);
    }

    CallEvent.ProblemReported report(Category category, String symptom, Instant at) {
        return new CallEvent.ProblemReported(
                "journey",
                callId,
                callId,
                Direction.INBOUND,
                at,
                number,
                new CallEvent.Problem(
                        ServiceLine.BROADBAND,
                        category,
                        Level.HIGH,
                        Level.HIGH,
                        new Symptom(symptom, null, at, Frequency.PERMANENT, List.of("restart")),
                        null,
                        true));
    }

    /** The call rings over HTTP and an agent takes it. */
    Customer ringsAndAnAgentAnswers() {
        HttpDoor platform = doors.http(Service.INTAKE, "platform-demo");
        Instant at = Instant.now();
        assertThat(platform.call(Post.call(new CallEvent.Offered(
                                "journey", callId, callId, Direction.INBOUND, at, number, "technical")))
                        .status())
                .isEqualTo(202);
        Post answered = Post.call(new CallEvent.Answered("journey", callId, callId, Direction.INBOUND, at, AGENT));
        assertThat(platform.call(answered).status()).isEqualTo(202);
        return opened(answered);
    }

    /** Waits for the case that came of that call event. */
    Customer opened(Post cause) {
        caseId = transcript
                .await(
                        CaseOpened.class,
                        spoken -> cause.identity().equals(spoken.heard().causationId()),
                        TheSuite.PATIENCE)
                .orElseThrow(
                        () -> new AssertionError("Expected a case to be opened by call " + callId + ", found none"))
                .event()
                .caseId();
        return this;
    }

    void says(CaseInput input) {
        doors.send(Post.input(input)).join();
    }

    void answers(String department, DepartmentAnswer answer) {
        doors.send(Post.answer(department, answer)).join();
    }

    /** Waits for the submission of that number on the department's own topic. */
    DepartmentOrder.Submitted submitted(int submission) {
        return transcript
                .await(
                        DepartmentOrder.Submitted.class,
                        spoken -> spoken.event().caseId().equals(caseId)
                                && spoken.event().submission() == submission,
                        TheSuite.PATIENCE)
                .orElseThrow(() -> new AssertionError("Expected submission " + submission + " of case " + caseId))
                .event();
    }

    /** Waits for an event of this case. */
    <E extends SuiteEvent.OfCase> E hears(Class<E> kind, Predicate<E> looked) {
        return transcript
                .await(
                        kind,
                        spoken -> spoken.event().caseId().equals(caseId) && looked.test(spoken.event()),
                        TheSuite.PATIENCE)
                .orElseThrow(() -> new AssertionError("Expected " + kind.getSimpleName() + " of case " + caseId))
                .event();
    }

    <E extends SuiteEvent.OfCase> E hears(Class<E> kind) {
        return hears(kind, event -> true);
    }

    /** A dialer reports the callback of that attempt. */
    void isCalledBack(int attempt, CallbackOutcome outcome) {
        CallbackScheduled scheduled = hears(CallbackScheduled.class, event -> event.attempt() == attempt);
        doors.send(SimulatedDialer.report(scheduled, outcome)).join();
    }

    /** Changes something that others may change too, as soon as it is there. */
    HttpDoor.Answer change(Service service, String method, String read, String path, Map<String, ?> body) {
        HttpDoor door = doors.http(service, AGENT);
        Patience.until(read + " to be there", () -> door.get(read).isGood());
        HttpDoor.Answer answer = door.change(method, read, path, body);
        assertThat(answer.isGood())
                .as(method + " " + path + " " + answer.status() + " " + answer.json())
                .isTrue();
        return answer;
    }

    /** The case as follow-up tells it, once it is closed. */
    JsonNode closedCase() {
        List<JsonNode> last = new ArrayList<>();
        Patience.until("case " + caseId + " to be closed", () -> {
            JsonNode seen =
                    doors.http(Service.FOLLOWUP, AGENT).get("/cases/" + caseId).json();
            last.clear();
            last.add(seen);
            return seen.path("status").asText().equals("closed");
        });
        return last.getFirst();
    }

    /** The story in order, as short names; what is told to the customer in between is left out. */
    static List<String> story(JsonNode shown) {
        List<String> story = new ArrayList<>();
        shown.path("story")
                .forEach(line -> story.add(shortName(line.path("type").asText())));
        story.removeIf(name -> name.equals("followup.customer-informed"));
        return story;
    }

    /** What the customer was told about, in order. */
    static List<String> told(JsonNode shown) {
        List<String> told = new ArrayList<>();
        shown.path("story").forEach(line -> {
            if (line.path("type").asText().contains("customer-informed")) {
                told.add(line.path("data").path("about").asText());
            }
        });
        return told;
    }

    private static String shortName(String type) {
        return type.replace("org.firstline.", "").replaceAll("\\.v[0-9]+$", "");
    }
}
