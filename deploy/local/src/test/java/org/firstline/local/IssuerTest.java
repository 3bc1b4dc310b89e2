package org.firstline.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those get who ask the demo issuer for tokens, and those who ask it for anything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "service-followup";
    private static final String SECRET = "not-to-be-guessed";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http = HttpClient.newHttpClient();
    private Issuer issuer;

    @BeforeAll
    void start(@TempDir Path directory) {
        issuer = Issuer.start(0, SigningKey.in(directory.resolve("key.json")), Map.of(SERVICE, SECRET));
    }

    @AfterAll
    void stop() {
        issuer.close();
        http.close();
    }

    @Test
    void a_service_with_its_secret_gets_a_token_and_so_does_a_demo_user() throws Exception {
        assertThat(answer(200, ask(client(SERVICE, SECRET))).path("token_type").asText())
                .isEqualTo("Bearer");
        assertThat(answer(200, ask("grant_type=password&username=ops-chen"))
                        .path("access_token")
                        .asText())
                .contains(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grant_type",
                "grant_type=",
                "grant_type=implicit",
                "grant_type=password",
                "grant_type=password&username=nobody",
                "grant_type=password&username=service-followup",
                "grant_type=password&username=../../etc/passwd",
                "grant_type=password&username=ops-chen%00",
                "grant_type=password&username=ops-chen'%20or%20'1'%3D'1",
                "grant_type=password&username=%24%7Bjndi%3Aldap%3A%2F%2Fx%7D",
                "grant_type=%zz",
                "grant_type=password&username=%",
                "{\"grant_type\":\"password\",\"username\":\"ops-chen\"}",
            })
    void a_form_that_asks_for_nothing_there_is_gets_told_so(String form) throws Exception {
        JsonNode problem = answer(400, ask(form));

        assertThat(problem.path("error").asText()).isIn("invalid_request", "invalid_grant", "unsupported_grant_type");
        assertThat(problem.path("error_description").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "not-to-be-guesse", "not-to-be-guessed%00", "NOT-TO-BE-GUESSED"})
    void a_wrong_secret_gets_no_token(String secret) throws Exception {
        assertThat(answer(401, ask(client(SERVICE, secret))).path("error").asText())
                .isEqualTo("invalid_client");
        String pair = Base64.getEncoder().encodeToString((SERVICE + ":" + secret).getBytes(UTF_8));
        assertThat(answer(401, send("/token", "POST", "grant_type=client_credentials".getBytes(UTF_8), "Basic " + pair))
                        .path("error")
                        .asText())
                .isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic !!!", "Basic Zm9sbG93dXA=", "Bearer x", "Basic JTp6"})
    void a_header_that_is_no_pair_of_name_and_secret_gets_no_token(String authorization) throws Exception {
        HttpResponse<String> answer =
                send("/token", "POST", "grant_type=client_credentials".getBytes(UTF_8), authorization);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(JSON.readTree(answer.body()).path("error_description").asText())
                .isNotBlank();
    }

    @Test
    void a_form_that_is_too_large_is_refused_and_its_sender_told_so() throws Exception {
        assertThat(answer(413, ask("a=" + "b".repeat(Issuer.MOST_BYTES)))
                        .path("error_description")
                        .asText())
                .contains(String.valueOf(Issuer.MOST_BYTES));
        assertThat(answer(413, ask("grant_type=password&username=ops-chen&x=" + "y".repeat(5_000_000)))
                        .path("error")
                        .asText())
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void a_token_is_asked_for_by_post_only(String method) throws Exception {
        assertThat(answer(405, send("/token", method, new byte[0], null))
                        .path("error_description")
                        .asText())
                .contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jwks", "/.well-known/openid-configuration"})
    void what_is_for_reading_is_not_written(String path) throws Exception {
        answer(405, send(path, "POST", new byte[] {0}, null));
        assertThat(send(path, "GET", new byte[0], null).statusCode()).isEqualTo(200);
    }

    @Test
    void whatever_bytes_come_it_answers_with_a_reason_and_goes_on() throws Exception {
        long seed = Long.getLong("firstline.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.println("IssuerTest seed: -Dfirstline.seed=" + seed);
        Random chance = new Random(seed);
        List<String> pieces = List.of(
                "grant_type",
                "=",
                "&",
                "password",
                "client_credentials",
                "username",
                "client_id",
                "followup",
                "%",
                "%00",
                "%c3%28",
                "%f0%9f%92%a9",
                "+",
                ";",
                "\u0000",
                "\ud83d",
                "../",
                "'--",
                "${x}",
                "{{7*7}}",
                "操作");
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = chance.nextInt(12); n > 0; n--) {
                text.append(pieces.get(chance.nextInt(pieces.size())));
            }
            byte[] body =
                    text.toString().getBytes(List.of(UTF_8, ISO_8859_1, UTF_16).get(chance.nextInt(3)));

            HttpResponse<String> answer = send("/token", "POST", body, null);

            assertThat(answer.statusCode()).as("to %s", text).isIn(400, 401);
            assertThat(JSON.readTree(answer.body()).path("error_description").asText())
                    .as("to %s", text)
                    .isNotBlank()
                    .doesNotContain("Exception");
        }
        answer(200, ask(client(SERVICE, SECRET)));
    }

    private static String client(String name, String secret) {
        return "grant_type=client_credentials&client_id=" + name + "&client_secret=" + secret;
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> ask(String form) throws IOException, InterruptedException {
        return send("/token", "POST", form.getBytes(UTF_8), null);
    }

    private HttpResponse<String> send(String path, String method, byte[] body, String authorization)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(issuer.url() + path))
                .method(method, BodyPublishers.ofByteArray(body))
                .header("Content-Type", FORM);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
