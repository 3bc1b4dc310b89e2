package org.firstline.drive.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.FollowupEvent.CallbackScheduled;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Transcript;
import org.firstline.drive.Transcript.Spoken;
import org.firstline.local.LocalTrouble;
import org.firstline.local.Service;
import org.jspecify.annotations.Nullable;

/** What the people and machines around the suite can do in a scene, and how they wait for what must come of it. */
final class Stage {

    /** The first line's agent in the demo; its demo user and its agent number. */
    static final String AGENT = "agent-li";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST_CUSTOMER = "+86100000000";
    private static final int CUSTOMERS = 20;

    private final Doors doors;
    private final Transcript transcript;
    private final Teller teller;
    private final Narrator narrator;
    private final AtomicInteger nextCustomer = new AtomicInteger();

    Stage(Doors doors, Transcript transcript, Teller teller, Narrator narrator) {
        this.doors = doors;
        this.transcript = transcript;
        this.teller = teller;
        this.narrator = narrator;
    }

    Narrator narrator() {
        return narrator;
    }

    void title(int number, String scene) {
        teller.title(number, narrator.say("scene." + scene), narrator.say("scene." + scene + ".about"));
    }

    /** Says what somebody outside does. */
    void act(@Nullable UUID caseId, String key, Object... values) {
        teller.act(caseId, Instant.now(), narrator.say(key, values));
    }

    /**
     * The number of the next customer of the embedded directory who has no case open: with one, a further call would be
     * about that case.
     */
    String customer() {
        for (int tried = 0; tried < CUSTOMERS; tried++) {
            String number = FIRST_CUSTOMER + "%02d".formatted(nextCustomer.getAndIncrement() % CUSTOMERS + 1);
            HttpDoor.Answer found = good(
                    "POST /contacts/searches",
                    agentAt(Service.INTAKE).post("/contacts/searches", Map.of("callerNumber", number), Map.of()));
            boolean busy = false;
            for (var contact : found.json().path("items")) {
                busy |= !contact.path("closed").asBoolean()
                        && contact.path("open").asBoolean();
            }
            if (!busy) {
                return number;
            }
        }
        throw new LocalTrouble(narrator.say("all-busy", CUSTOMERS));
    }

    /** A platform reports a call event over HTTP; answers the event's identity. */
    String callByHttp(CallEvent event) {
        Post post = Post.call(event);
        tellCall(post);
        good("POST /call-events", doors.http(Service.INTAKE, "platform-demo").call(post));
        return post.identity();
    }

    /** A platform reports a call event over Kafka; answers the event's identity. */
    String callByKafka(CallEvent event) {
        Post post = Post.call(event);
        tellCall(post);
        doors.send(post).join();
        return post.identity();
    }

    private void tellCall(Post post) {
        teller.ours(post.identity());
        teller.act(null, Instant.now(), narrator.tell(post.event()));
    }

    void input(CaseInput input) {
        doors.send(Post.input(input)).join();
    }

    void answer(String department, DepartmentAnswer answer) {
        doors.send(Post.answer(department, answer)).join();
    }

    /** The dialer reports how a callback ended. */
    void callBack(CallbackScheduled scheduled, CallbackOutcome outcome) {
        doors.send(SimulatedDialer.report(scheduled, outcome)).join();
    }

    HttpDoor agentAt(Service service) {
        return doors.http(service, AGENT);
    }

    HttpDoor departmentAt(String department) {
        return doors.http(Service.ESCALATION, "dept-" + department);
    }

    /** Changes a thing that others may change too; it must go well. */
    void change(HttpDoor door, String method, String read, String path, Map<String, ?> body) {
        good(method + " " + path, door.change(method, read, path, body));
    }

    /** An answer that must be good. */
    HttpDoor.Answer good(String request, HttpDoor.Answer answer) {
        if (!answer.isGood()) {
            throw new LocalTrouble(narrator.say("refused", request, answer.status(), answer.json()));
        }
        return answer;
    }

    /** What came of a call: the event that names it as its cause. */
    <E extends SuiteEvent.OfCase> E awaitCaused(Class<E> kind, String callIdentity) {
        return await(kind, spoken -> callIdentity.equals(spoken.heard().causationId()));
    }

    /** The first such event of a case. */
    <E extends SuiteEvent.OfCase> E await(Class<E> kind, UUID caseId) {
        return await(kind, caseId, event -> true);
    }

    /** The first event of a case that is such. */
    <E extends SuiteEvent.OfCase> E await(Class<E> kind, UUID caseId, Predicate<E> looked) {
        return await(kind, spoken -> spoken.event().caseId().equals(caseId) && looked.test(spoken.event()));
    }

    /** The first event that is such; {@code LocalTrouble} naming what did not come when it does not. */
    <E extends SuiteEvent> E await(Class<E> kind, Predicate<Spoken<E>> looked) {
        return transcript
                .await(kind, looked, PATIENCE)
                .map(Spoken::event)
                .orElseThrow(() -> new LocalTrouble(narrator.say(
                        "did-not-come",
                        PATIENCE.toSeconds(),
                        Catalogue.typesOf(kind).getFirst())));
    }
}
