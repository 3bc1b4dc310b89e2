package org.firstline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.as;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.until;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who says much at once, and who only pretends to. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class PlatformRoomTest {

    private static final int ALMOST_A_MEGABYTE = 1_000_000;

    @TestHTTPResource("/")
    URI intake;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket one : open) {
            one.close();
        }
    }

    @Test
    void platforms_beyond_the_room_are_told_to_come_again_and_are_taken_when_there_is_some() throws IOException {
        for (int i = 0; i < 9; i++) {
            announce("/call-events", "Authorization: Bearer " + EmbeddedStack.token("platform"));
        }

        until("the room to be full", () -> event().statusCode() == 503);

        Response busy = event();
        assertThat(busy.jsonPath().getString("type")).isEqualTo("urn:firstline:problem:busy");
        assertThat(busy.jsonPath().getString("detail")).contains("expected fewer requests", "send it again");
        assertThat(busy.header("Retry-After")).isEqualTo("1");
        assertThat(as("operations").get("/desks").statusCode()).isEqualTo(200);
        hangUp();
        until("an event to be taken", () -> event().statusCode() == 202);
    }

    @Test
    void a_stranger_who_announces_much_and_sends_nothing_keeps_nobody_out() throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket stranger = announce("/call-events", "Authorization: Bearer none");
            assertThat(new BufferedReader(new InputStreamReader(stranger.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .isEqualTo("HTTP/1.1 401 Unauthorized");
        }

        assertThat(event().statusCode()).isEqualTo(202);
    }

    @Test
    void callbacks_have_a_room_of_their_own() throws IOException {
        for (int i = 0; i < 60; i++) {
            announce("/platforms/amazon-connect/contact-events", "x-api-key: none");
        }
        until(
                "the room of callbacks to be full",
                () -> as("platform")
                                .body("{}")
                                .post("/platforms/amazon-connect/contact-events")
                                .statusCode()
                        == 503);

        assertThat(event().statusCode()).isEqualTo(202);
    }

    private Response event() {
        String call = fresh("room");
        return as("platform")
                .contentType("application/cloudevents+json")
                .body(event(call).getBytes(StandardCharsets.UTF_8))
                .post("/call-events");
    }

    private static String event(String call) {
        return """
                {"specversion":"1.0","id":"%s","source":"/platforms/room","type":"org.firstline.call.offered.v1",
                 "subject":"%s","datacontenttype":"application/json","data":{"platform":"room","callId":"%s",
                 "rootCallId":"%s","direction":"INBOUND","at":"2026-03-02T00:14:00Z","callerNumber":"+8613700000001"}}
                """.formatted(call, call, call, call);
    }

    /** A request whose body is announced and does not come. */
    private Socket announce(String path, String header) throws IOException {
        Socket socket = new Socket(intake.getHost(), intake.getPort());
        open.add(socket);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: " + intake.getHost() + "\r\n" + header
                                + "\r\nContent-Type: application/"
                                + (path.equals("/call-events") ? "cloudevents+json" : "json") + "\r\nContent-Length: "
                                + ALMOST_A_MEGABYTE + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
