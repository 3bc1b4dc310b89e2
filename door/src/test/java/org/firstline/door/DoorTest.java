package org.firstline.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller's mistake gets a problem that names the field; never a 500, never a value of the request, never a trace. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "diagnosis"))
class DoorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Test
    void a_good_request_is_answered() {
        agent().body("{\"name\":\"n\",\"number\":1,\"at\":\"2026-01-05T08:00:00Z\",\"colour\":\"RED\",\"yes\":true,"
                        + "\"many\":[\"a\"],\"inner\":{\"text\":\"t\"}}")
                .post("/counter")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"n","number":1                          | data
            not json secret                                 | data
            []                                              | data
            "secret"                                        | data
            {"name":"n","number":1}{}                       | data
            {"name":"n","name":"m","number":1}              | data
            {"name":"n","number":1,"secret":2}              | secret
            {"name":"n","number":1,"inner":{"other":2}}     | inner.other
            {"name":"n","number":"1"}                       | number
            {"name":"n","number":1.5}                       | number
            {"name":"n","number":99999999999}               | number
            {"name":"n","number":null}                      | number
            {"name":5,"number":1}                           | name
            {"name":"n","number":1,"at":"secret"}           | at
            {"name":"n","number":1,"at":5}                  | at
            {"name":"n","number":1,"id":"secret"}           | id
            {"name":"n","number":1,"colour":"SECRET"}       | colour
            {"name":"n","number":1,"colour":0}              | colour
            {"name":"n","number":1,"yes":"true"}            | yes
            {"name":"n","number":1,"yes":1}                 | yes
            {"name":"n","number":1,"yes":""}                | yes
            {"name":"n","number":""}                        | number
            {"name":"n","number":1,"inner":""}              | inner
            {"name":"n","number":1,"many":"secret"}         | many
            {"name":"n","number":1,"many":[{}]}             | many[0]
            {"name":"n","number":11}                        | number
            {"number":1}                                    | name
            {"name":"n","number":1,"inner":{"text":"secret"}} | inner.text
            {"name":"contract","number":1}                  | name
            """)
    void a_wrong_body_is_told_by_its_field(String body, String field) {
        Response answer = agent().body(body).post("/counter");

        assertThatProblem(answer, 400);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:firstline:problem:bad-request");
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo(field);
        assertThat(answer.jsonPath().getString("violations[0].expected")).isNotBlank();
    }

    @Test
    void a_missing_or_too_deep_or_too_large_body_is_told() {
        assertThatProblem(agent().post("/counter"), 400);
        assertThatProblem(agent().body("null").post("/counter"), 400);
        assertThatProblem(agent().body("[".repeat(5_000)).post("/counter"), 400);
        assertThatProblem(agent().body("\"" + "x".repeat(100_000) + "\"").post("/counter"), 413);
        assertThatProblem(
                agent().body("{\"name\":\"n\",\"number\":1}".getBytes(StandardCharsets.UTF_16LE))
                        .post("/counter"),
                400);
    }

    @Test
    void a_wrong_way_to_ask_is_told() {
        assertThatProblem(caller("agent").contentType("text/plain").body("x").post("/counter"), 415);
        assertThatProblem(agent().get("/no-such-thing"), 404);
        assertThatProblem(agent().get("/counter/not-a-uuid"), 400);
        for (String none : List.of("secret", "１０", "1.5", "99999999999")) {
            Response told = agent().queryParam("limit", none).get("/counter/" + UUID.randomUUID());
            assertThatProblem(told, 400);
            assertThat(told.jsonPath().getString("violations[0].field")).isEqualTo("limit");
        }
        assertThatProblem(agent().delete("/counter"), 405);
        assertThatProblem(agent().accept("application/xml").body("{}").post("/counter"), 406);
        Response limit = agent().get("/counter/" + UUID.randomUUID() + "?limit=201");
        assertThatProblem(limit, 400);
        assertThat(limit.jsonPath().getString("violations[0].field")).isEqualTo("limit");
    }

    @Test
    void without_the_right_token_nothing_is_done() {
        for (Response stranger : List.of(
                given().contentType(ContentType.JSON).body("{}").post("/counter"),
                given().get("/no-such-thing"),
                given().auth().oauth2("not.a.token").get("/counter/department"),
                given().auth().oauth2("..").get("/counter/department"),
                given().auth().preemptive().basic("agent-li", "word").get("/counter/department"))) {
            assertThatProblem(stranger, 401);
            assertThat(stranger.jsonPath().getString("type")).isEqualTo("urn:firstline:problem:unauthorized");
            assertThat(stranger.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThatProblem(
                caller("platform").contentType(ContentType.JSON).body("{}").post("/counter"), 403);
        assertThatProblem(agent().get("/counter/department"), 403);
        assertThat(caller("department").get("/counter/department").statusCode()).isEqualTo(200);
        assertThatProblem(agent().get("/dead-letters"), 403);
    }

    @Test
    void a_change_says_which_version_it_changes() {
        assertThatProblem(agent().post("/counter/if-match"), 428);
        assertThatProblem(agent().header("If-Match", "3").post("/counter/if-match"), 400);
        assertThatProblem(agent().header("If-Match", "*").post("/counter/if-match"), 400);
        assertThat(agent().header("If-Match", Version.tag(3).toString())
                        .post("/counter/if-match")
                        .asString())
                .isEqualTo("3");
    }

    @Test
    void a_creating_request_may_be_repeated_with_its_key() {
        String key = UUID.randomUUID().toString();
        String first =
                agent().header(Idempotency.HEADER, key).post("/counter/once/a").asString();

        assertThat(agent().header(Idempotency.HEADER, key)
                        .post("/counter/once/a")
                        .asString())
                .isEqualTo(first);
        assertThatProblem(agent().header(Idempotency.HEADER, key).post("/counter/once/b"), 422);
        assertThatProblem(agent().post("/counter/once/a"), 400);
        assertThatProblem(agent().header(Idempotency.HEADER, "x".repeat(129)).post("/counter/once/a"), 400);
    }

    @Test
    void a_fault_of_ours_says_nothing_of_our_insides() {
        assertThatProblem(agent().get("/counter/fault/unreadable"), 400);
        assertThatProblem(agent().get("/counter/fault/other"), 404);
        assertThatProblem(agent().get("/counter/fault/bug"), 500);
        assertThatProblem(agent().get("/counter/fault/sql"), 500);
        Response away = agent().get("/counter/fault/database");
        assertThatProblem(away, 503);
        assertThat(away.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void an_operator_pages_through_dead_letters_and_settles_them() {
        pool.query("insert into dead_letter (route, topic, partition_no, position, reason, sha256, sealed, dead_at)"
                        + " select 'counter', 'intake.cases', 0, n, 'r', 'h', 'x', now() from generate_series(1, 5) n")
                .execute()
                .await()
                .atMost(LONG);
        Set<Long> seen = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        String after = "";
        do {
            Response page =
                    operator().queryParam("limit", 2).queryParam("after", after).get("/dead-letters");
            List<Long> ids = page.jsonPath().getList("items.id", Long.class);
            sizes.add(ids.size());
            seen.addAll(ids);
            after = page.jsonPath().getString("next");
        } while (after != null);
        long one = seen.iterator().next();

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(seen).hasSize(5);
        assertThat(operator().get("/dead-letters/" + one).jsonPath().getString("state"))
                .isEqualTo("open");
        assertThat(operator().get("/dead-letters/" + one).asString()).doesNotContain("sealed");
        assertThatProblem(operator().get("/dead-letters?state=gone"), 400);
        assertThatProblem(operator().get("/dead-letters?after=%21%21"), 400);
        assertThatProblem(operator().get("/dead-letters?after=" + "bm90LWEtbnVtYmVy"), 400);
        assertThatProblem(operator().get("/dead-letters/999999999"), 404);
        assertThatProblem(operator().get("/dead-letters/nonsense"), 400);
        assertThatProblem(operator().post("/dead-letters/999999999/retry"), 404);
        // Its bytes are not sealed with this service's key.
        assertThatProblem(operator().post("/dead-letters/" + one + "/retry"), 409);
    }

    private static RequestSpecification agent() {
        return caller("agent").contentType(ContentType.JSON);
    }

    private static RequestSpecification operator() {
        return caller("operations").contentType(ContentType.JSON);
    }

    private static RequestSpecification caller(String role) {
        return given().auth().oauth2(EmbeddedStack.token(role));
    }

    private static void assertThatProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).as(answer.asString()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(answer.jsonPath().getString("title")).isNotBlank();
        if (status < 500) {
            assertThat(answer.jsonPath().getString("detail")).isNotBlank();
        }
        assertThat(answer.asString().replace("\"field\":\"secret\"", "").replace("secret: expected", ""))
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("Exception", "org.firstline", "java.");
    }
}
