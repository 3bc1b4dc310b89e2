package org.firstline.diagnosis.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.firstline.diagnosis.domain.Facts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real connector against a network management that answers well, badly, late, or not at all. */
class HttpLineTestTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Facts FACTS =
            new Facts("BROADBAND", "CN-31", "RESIDENTIAL", "STANDARD", null, "svc-4f0a7c", "cust-91be2d");
    private static final Set<String> CHECKS = Set.of("olt.port-state", "account.state");

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answers_to_what_was_asked_are_taken() {
        Map<String, String> answers = asking(request -> {
            assertThat(request.path()).isEqualTo("/line-tests/svc-4f0a7c");
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer secret");
            request.response().end("{\"olt.port-state\": \"down\", \"moon.phase\": \"full\", \"account.state\": 7}");
        });

        assertThat(answers).isEqualTo(Map.of("olt.port-state", "down"));
    }

    @Test
    void anything_else_is_unknown() {
        assertThat(asking(request -> request.response().setStatusCode(500).end("{}")))
                .isEmpty();
        assertThat(asking(request -> request.response().end("no JSON"))).isEmpty();
        assertThat(asking(request -> request.connection().close())).isEmpty();
        assertThat(asking(request -> {})).isEmpty();
    }

    @Test
    void a_system_that_is_not_there_is_unknown() {
        assertThat(ask("http://127.0.0.1:1")).isEmpty();
    }

    @Test
    void the_simulator_answers_the_same_for_the_same_service_and_what_a_script_says() {
        LineTest simulated = new SimulatedLineTest(Map.of("svc-4f0a7c", "olt.port-state=down"));

        Map<String, String> scripted = simulated.ask(FACTS, CHECKS).await().indefinitely();
        Facts other = new Facts("BROADBAND", "CN-31", "RESIDENTIAL", "STANDARD", null, "svc-1", "cust-1");

        assertThat(scripted).isEqualTo(Map.of("olt.port-state", "down"));
        assertThat(simulated.ask(other, CHECKS).await().indefinitely())
                .isEqualTo(simulated.ask(other, CHECKS).await().indefinitely())
                .containsOnlyKeys(CHECKS);
    }

    private static Map<String, String> asking(Consumer<HttpServerRequest> handler) {
        HttpServer server = VERTX.createHttpServer()
                .requestHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        try {
            return ask("http://127.0.0.1:" + server.actualPort() + "/");
        } finally {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Map<String, String> ask(String url) {
        return new HttpLineTest(VERTX, url, Optional.of("secret"), Duration.ofMillis(500))
                .ask(FACTS, CHECKS)
                .await()
                .atMost(Duration.ofSeconds(20));
    }
}
