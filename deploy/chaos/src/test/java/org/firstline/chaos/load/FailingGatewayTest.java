package org.firstline.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingGatewayTest {

    private static final int MESSAGES = 300;

    @Test
    void it_fails_as_often_as_it_is_told_and_the_same_for_the_same_seed() throws Exception {
        List<Integer> first = answers(11);
        List<Integer> again = answers(11);
        List<Integer> other = answers(12);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(first.stream().filter(status -> status != 202).count()).isBetween(30L, 90L);
        assertThat(first).contains(202, 429, 500, 0);
    }

    @Test
    void a_message_it_took_without_a_word_is_known_when_it_comes_again() throws Exception {
        try (FailingGateway gateway = FailingGateway.start(11, 100);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int attempt = 0; attempt < 40; attempt++) {
                send(client, gateway, "one");
            }

            assertThat(gateway.messages()).isEqualTo(1);
            assertThat(gateway.repeated()).isEqualTo(1);
            assertThat(gateway.failed()).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void only_what_it_answered_2xx_may_be_called_delivered() throws Exception {
        List<String> good = new ArrayList<>();
        try (FailingGateway gateway = FailingGateway.start(11, 50);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int message = 0; message < 40; message++) {
                if (send(client, gateway, "message-" + message) == 202) {
                    good.add("message-" + message);
                }
            }

            assertThat(good).isNotEmpty().hasSizeLessThan(gateway.messages());
            assertThat(gateway.answered()).containsExactlyInAnyOrderElementsOf(good);
        }
    }

    private static List<Integer> answers(long seed) throws Exception {
        List<Integer> answers = new ArrayList<>();
        try (FailingGateway gateway = FailingGateway.start(seed, 20);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int message = 0; message < MESSAGES; message++) {
                answers.add(send(client, gateway, "message-" + message));
            }
        }
        return answers;
    }

    /** The status, 0 for no answer. */
    private static int send(HttpClient client, FailingGateway gateway, String reference) throws Exception {
        URI url = URI.create(gateway.environment().get("FIRSTLINE_FOLLOWUP_NOTICE_GATEWAY_URL"));
        HttpRequest request = HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString("{\"reference\":\"" + reference + "\"}"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
