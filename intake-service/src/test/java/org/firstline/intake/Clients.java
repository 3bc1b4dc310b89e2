package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.firstline.intake.Surroundings.fresh;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import org.firstline.local.EmbeddedStack;

/** People and platforms at intake's doors. */
final class Clients {

    private Clients() {}

    static final Instant AT = Instant.parse("2026-03-02T00:14:05Z");
    static final String RECORD = """
            {"serviceLine":"BROADBAND","symptom":{"code":"broadband.no-internet","text":"断网，我的号码13800138000"},
             "since":{"at":"2026-03-01T23:00:00Z"},"frequency":{"is":"PERMANENT"},
             "tried":{"unknown":"the caller is not at home"}}""";

    static RequestSpecification as(String who) {
        return given().auth().oauth2(EmbeddedStack.token(who)).contentType(ContentType.JSON);
    }

    static RequestSpecification platform(String contentType) {
        return given().auth().oauth2(EmbeddedStack.token("platform")).contentType(contentType);
    }

    /** A case that an agent has opened for a number nobody else has. */
    static String opened() {
        return as("agent")
                .header("Idempotency-Key", fresh("key"))
                .body("{\"callerNumber\":\"%s\"}".formatted(number()))
                .post("/cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String number() {
        return "+8698" + String.format("%09d", Math.floorMod(System.nanoTime(), 1_000_000_000L));
    }

    static String etag(String id) {
        return as("agent").get("/cases/" + id).header("ETag");
    }

    static String recorded() {
        String id = opened();
        as("agent")
                .header("If-Match", etag(id))
                .body(RECORD)
                .put("/cases/" + id + "/intake-record")
                .then()
                .statusCode(200);
        return id;
    }
}
