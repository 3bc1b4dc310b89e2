package org.firstline.journey;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms.Direction;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.Post;
import org.firstline.local.Acls;
import org.firstline.local.Service;

/** Messages that cannot be understood and requests that are wrong, with personal data in them. */
final class CanaryMistakes {

    private final TheSuite suite = TheSuite.running();
    private final Doors doors = suite.doors();
    private final Canaries canaries;

    CanaryMistakes(Canaries canaries) {
        this.canaries = canaries;
    }

    /** Poison on every way in, and a good event behind one of them; returns when all are put aside. */
    void poison() {
        poison(Acls.PLATFORM, Topics.CALL_EVENTS, CallEvent.Offered.class);
        poison(Acls.BOT, Topics.CASE_INPUTS, CaseInput.CallbackReported.class);
        String department = Doors.departments().getFirst();
        poison(Acls.department(department), Topics.answersOf(department), DepartmentAnswer.Resolved.class);
        parked();
        doors.flush();
        Patience.until(
                "poison in the dead letters of all",
                () -> dead("intake") >= 6
                        && dead("diagnosis") >= 5
                        && dead("escalation") >= 10
                        && dead("followup") >= 5
                        && suite.number("select count(*) from intake.parked") > 0);
    }

    /** What was put aside is given up, and what stands behind it goes on. */
    void discard() {
        for (Service service : Service.values()) {
            HttpDoor operator = doors.http(service, "ops-chen");
            operator.get("/dead-letters?state=open")
                    .json()
                    .path("items")
                    .forEach(letter -> operator.post(
                            "/dead-letters/" + letter.path("id").asText() + "/discard", Map.of(), Map.of()));
        }
        for (Service service : Service.values()) {
            Patience.until(
                    "nothing put aside in " + service.id(),
                    () -> suite.number(
                                    "select (select count(*) from " + service.id() + ".parked) + (select count(*) from "
                                            + service.id() + ".dead_letter where state = 'open')")
                            == 0);
        }
    }

    private long dead(String service) throws java.sql.SQLException {
        return suite.number("select count(*) from " + service + ".dead_letter where state = 'open'");
    }

    private void poison(String principal, String topic, Class<? extends SuiteEvent> kind) {
        String type = Catalogue.typesOf(kind).getFirst();
        String place = "poison on " + topic;
        String number = canaries.phone(place + ", name of a field");
        List<String> values = List.of(
                "{not json " + canaries.words(place),
                "{\"callId\":\"" + canaries.words(place + ", value") + "\"}",
                "{\"" + number + "\":1,\"" + number + "\":2}",
                "{\"direction\":\"" + canaries.phone(place + ", word of a list") + "\",\"outcome\":\""
                        + canaries.phone(place + ", outcome") + "\"}",
                "[\"" + canaries.words(place + ", list") + "\"]");
        for (String value : values) {
            String key = canaries.phone(place + ", key") + "-" + UUID.randomUUID();
            doors.send(principal, record(topic, key, type, value));
        }
    }

    /** A good event that comes after poison of the same key is parked. */
    private void parked() {
        String call = "parked-" + UUID.randomUUID();
        String type = Catalogue.typeOf(offered(call));
        doors.send(Acls.PLATFORM, record(Topics.CALL_EVENTS, call, type, canaries.words("poison before a good event")));
        doors.send(Post.call(offered(call)));
    }

    private CallEvent offered(String call) {
        return new CallEvent.Offered(
                "journey",
                call,
                call,
                Direction.INBOUND,
                Instant.now(),
                "+86" + canaries.phone("parked caller"),
                canaries.words("parked queue"));
    }

    private ProducerRecord<byte[], byte[]> record(String topic, String key, String type, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8(key), utf8(value));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/platforms/journey",
                        "ce_type",
                        type,
                        "content-type",
                        "application/json",
                        "ce_callernumber",
                        canaries.phone("extension of poison"))
                .forEach((name, text) -> record.headers().add(name, utf8(text)));
        return record;
    }

    /** Numbers where none belong: in URLs, in names of fields, in values of the wrong kind. */
    void requests() {
        for (Service service : Service.values()) {
            for (String user : List.of(Customer.AGENT, "supervisor-zhao", "ops-chen", "dept-access-network")) {
                HttpDoor door = doors.http(service, user);
                String place = "URL at " + service.id() + " as " + user;
                for (String path :
                        List.of("contacts", "cases", "diagnoses", "work-orders", "tasks", "dead-letters", "nowhere")) {
                    door.get("/" + path + "/" + canaries.phone(place));
                    door.get("/" + path + "?callerNumber=%2B86" + canaries.phone(place + ", query") + "&limit="
                            + canaries.phone(place + ", limit"));
                }
                door.get("/contacts/searches?callerNumber=" + canaries.phone(place + ", search"));
                door.get("/access-audit?customerRef=" + canaries.phone(place + ", audit"));
                door.get("/cases?ownerId=" + canaries.phone(place + ", owner"));
                door.get("/work-orders?department=" + canaries.phone(place + ", department"));
            }
        }
        bodies();
    }

    private void bodies() {
        HttpDoor agent = doors.http(Service.INTAKE, Customer.AGENT);
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        agent.post("/cases", Map.of(canaries.phone("name of a field"), "x"), once);
        agent.post("/cases", Map.of("callerNumber", canaries.words("value of the wrong kind")), once);
        agent.post("/contacts/searches", List.of(canaries.words("list instead of an object")), Map.of());
        HttpDoor platform = doors.http(Service.INTAKE, "platform-demo");
        for (String type :
                List.of("application/cloudevents+json", "application/cloudevents-batch+json", "application/json")) {
            platform.exchange(
                    "POST",
                    "/call-events?caller=" + canaries.phone("query of a call event"),
                    Optional.of("[{\"specversion\":\"1.0\",\"" + canaries.phone("field of a call event") + "\":\""
                            + canaries.words("value of a call event") + "\"}]"),
                    type,
                    Map.of("ce-id", canaries.phone("ce-id of a bad call event")));
        }
        platform.exchange(
                "POST",
                "/platforms/twilio/voice-status?From=" + canaries.phone("query of a callback"),
                Optional.of("From=%2B86" + canaries.phone("form of a callback")),
                "application/x-www-form-urlencoded",
                Map.of("X-Twilio-Signature", canaries.phone("signature")));
        HttpDoor service = doors.http(Service.INTAKE, "service-followup");
        service.post(
                "/contact-points/lookups",
                Map.of(
                        "customerRefs", List.of(canaries.phone("customer reference")),
                        "reason", canaries.words("service's reason to look")),
                Map.of());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
