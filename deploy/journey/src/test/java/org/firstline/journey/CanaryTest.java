package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.firstline.contracts.Topics;
import org.firstline.drive.HttpDoor.Answer;
import org.firstline.journey.Evidence.Found;
import org.firstline.local.Service;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Personal data stays in intake, sealed. Cases are played in which somebody writes it wherever something can be written;
 * then everything the suite has left behind is read.
 *
 * <p>Names and addresses cannot be found in free text; they are looked for where they have fields of their own. What
 * outsiders write on the topics that are theirs to write stays there as they wrote it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

    private final Canaries canaries = new Canaries();
    private final TheSuite suite = TheSuite.running();
    private final Evidence evidence = new Evidence(suite);
    private List<Found> tablesInBetween = List.of();
    private Answer shownToTheAgent = new Answer(0, MissingNode.getInstance(), Optional.empty(), Optional.empty());

    @BeforeAll
    void play() throws Exception {
        CanaryCases cases = new CanaryCases(canaries);
        CanaryMistakes mistakes = new CanaryMistakes(canaries);
        Customer automatic = cases.automatic();
        Patience.until(
                "a callback before its time to be held", () -> suite.number("select count(*) from followup.held") > 0);
        mistakes.poison();
        tablesInBetween = evidence.tables();
        mistakes.discard();
        cases.automaticToItsEnd(automatic);
        cases.guided();
        shownToTheAgent = cases.byAgent();
        cases.byHand();
        mistakes.requests();
        for (Service service : Service.values()) {
            Patience.until(
                    "the outbox of " + service.id() + " to be empty",
                    () -> suite.number("select count(*) from " + service.id() + ".outbox") == 0);
            awaitSpansOf(service);
        }
    }

    @Test
    void what_our_services_say_on_topics_holds_none() throws Exception {
        Set<String> ours = new HashSet<>(evidence.topics());
        ours.removeIf(CanaryTest::isWayIn);

        assertThat(ours).contains(Topics.INTAKE_CASES, Topics.workOrdersOf("field-service"), "intake.dead-letters");
        assertNothingIn(evidence.records(ours));
    }

    @Test
    void no_log_of_any_process_holds_any() throws Exception {
        assertNothingIn(evidence.logs());
    }

    @Test
    void no_table_of_any_service_holds_any_in_clear() throws Exception {
        assertNothingIn(tablesInBetween);
        assertNothingIn(evidence.tables());
    }

    @Test
    void no_metric_and_no_trace_holds_any() throws Exception {
        assertNothingIn(evidence.metrics());
        assertNothingIn(evidence.spans());
    }

    @Test
    void the_messages_that_are_shown_hold_no_address() {
        Answer shown = suite.doors().http(Service.FOLLOWUP, "ops-chen").get("/messages?limit=200");

        assertThat(shown.json().path("items").size()).isPositive();
        assertNothingIn(List.of(new Found("messages", shown.json().toString())));
    }

    @Test
    void the_ways_in_hold_them_and_who_may_is_shown_them() throws Exception {
        Set<String> waysIn =
                evidence.topics().stream().filter(CanaryTest::isWayIn).collect(Collectors.toSet());

        Set<String> written = new TreeSet<>();
        evidence.records(waysIn).forEach(found -> written.addAll(canaries.in(found.text())));

        assertThat(written)
                .contains(
                        "caller: phone",
                        "bot's symptom: bank card",
                        "extension of a call event: phone",
                        "note on progress: mail",
                        "remark on callback 1: identity card",
                        "poison on call-events, list: phone");
        assertThat(canaries.in(shownToTheAgent.json().toString()))
                .anyMatch(place -> place.matches("record .*symptom: phone"))
                .contains("directory: name", "directory: address", "directory: number");
    }

    private void assertNothingIn(List<Found> all) {
        assertThat(all).isNotEmpty();
        Set<String> got = new TreeSet<>();
        all.forEach(found -> canaries.in(found.text()).forEach(what -> got.add(found.place() + " has " + what)));
        assertThat(got).isEmpty();
    }

    /** Written by platforms, bots and departments, read by our services alone. */
    private static boolean isWayIn(String topic) {
        return topic.equals(Topics.CALL_EVENTS)
                || topic.equals(Topics.CASE_INPUTS)
                || Topics.departmentOf(topic).isPresent() && topic.endsWith(".answers");
    }

    /** A service exports in order: once the last request is there, so is what was before it. */
    private void awaitSpansOf(Service service) throws Exception {
        String trace = String.format("%032x", System.nanoTime());
        URI uri = suite.doors().uri(service).resolve("/nowhere");
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(uri)
                            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        Patience.until(
                "the spans of " + service.id(), () -> !suite.spans().of(trace).isEmpty());
    }
}
