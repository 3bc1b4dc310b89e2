package org.firstline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.intake.Clients.AT;
import static org.firstline.intake.Clients.number;
import static org.firstline.intake.Surroundings.call;
import static org.firstline.intake.Surroundings.fresh;
import static org.firstline.intake.Surroundings.label;
import static org.firstline.intake.Surroundings.problem;
import static org.firstline.intake.Surroundings.records;
import static org.firstline.intake.Surroundings.send;
import static org.firstline.intake.Surroundings.story;
import static org.firstline.intake.Surroundings.until;
import static org.firstline.intake.Surroundings.with;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.firstline.contracts.AsyncApi;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Schemas;
import org.firstline.intake.domain.CaseId;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** What the running service really says, held against asyncapi.yaml, the schemas and the golden examples. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class PublishedTest {

    private static final String CALL = "org.firstline.call.";

    @Test
    void all_that_is_said_stands_in_asyncapi_keeps_its_schema_and_has_the_shape_of_its_example() {
        sayEverything();

        Set<String> topics = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        for (String topic : Surroundings.topics()) {
            for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
                if (label(record, "ce_source").equals("/firstline/intake")) {
                    topics.add(topic);
                    types.add(label(record, "ce_type"));
                    keepsItsContract(topic, record);
                }
            }
        }

        assertThat(topics).isEqualTo(AsyncApi.channelsSentBy("intake"));
        Set<String> described = new TreeSet<>();
        AsyncApi.typesOn("intake.cases").forEach(described::add);
        AsyncApi.typesOn("{service}.dead-letters").forEach(described::add);
        assertThat(types).isEqualTo(described);
    }

    @Test
    void all_that_is_listened_to_stands_in_asyncapi_and_nothing_goes_out_past_the_outbox() {
        Set<String> listened = new TreeSet<>();
        for (String name : ConfigProvider.getConfig().getPropertyNames()) {
            assertThat(name).doesNotStartWith("mp.messaging.outgoing.");
            if (name.matches("mp\\.messaging\\.incoming\\.[a-z-]+\\.topics?")) {
                listened.addAll(ConfigProvider.getConfig().getValues(name, String.class));
            }
        }

        assertThat(listened).isEqualTo(AsyncApi.channelsReceivedBy("intake"));
    }

    private static void keepsItsContract(String topic, ConsumerRecord<byte[], byte[]> record) {
        String type = label(record, "ce_type");
        assertThat(Schemas.faultsOf(type, record.value()))
                .as(topic + " " + type)
                .isEmpty();
        assertThat(label(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(label(record, "content-type")).isEqualTo("application/json");
        Set<String> said = paths(Surroundings.read(record.value()));
        List<Examples.Example> examples = Examples.of(type);
        assertThat(said)
                .as("no more than the full example of " + type)
                .isSubsetOf(paths(Surroundings.read(examples.getFirst().bytes())));
        assertThat(said)
                .as("no less than the minimal example of " + type)
                .containsAll(paths(Surroundings.read(examples.getLast().bytes())));
        if (topic.equals("intake.cases")) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            assertThat(key)
                    .isEqualTo(Surroundings.read(record.value()).at("/caseId").asText());
            assertThat(label(record, "ce_id")).isEqualTo(key + ":" + label(record, "ce_sequence"));
        }
    }

    /** Each type once at least: recorded and triaged, handed over, attached, owed and settled, a dead letter. */
    private static void sayEverything() {
        String code = fresh("broadband.p");
        String first = report(problem("NETWORK_FAULT", code, "BJ-0000-0002", "断网"));
        story(first, 3);
        report(problem("NETWORK_FAULT", code, "BJ-0000-0002", "还是断网"));
        story(first, 4);
        story(report(problem("BILLING", "billing.question", fresh("XX"), "账单不对")), 3);

        String number = number();
        String lost = fresh("call");
        told("abandoned", lost, with(call(lost, AT), "callerNumber", number));
        story(CaseId.ofCall("test", lost).toString(), 1);
        String again = fresh("call");
        told("offered", again, with(call(again, AT.plusSeconds(60)), "callerNumber", number));
        told("answered", again, with(call(again, AT.plusSeconds(70)), "agentId", "20644"));
        story(CaseId.ofCall("test", lost).toString(), 2);

        String poison = fresh("poison");
        int dead = records("intake.dead-letters").size();
        send(
                "call-events",
                poison.getBytes(StandardCharsets.UTF_8),
                poison,
                CALL + "ended.v1",
                "not json".getBytes(StandardCharsets.UTF_8));
        until("a dead letter", () -> records("intake.dead-letters").size() > dead);
    }

    private static String report(Map<String, Object> problem) {
        String root = fresh("call");
        told("problem-reported", root, with(call(root, AT), "problem", problem));
        return CaseId.ofCall("test", root).toString();
    }

    private static void told(String kind, String root, Map<String, Object> data) {
        send("call-events", root, root + "-" + kind, CALL + kind + ".v1", data);
    }

    private static Set<String> paths(JsonNode node) {
        Set<String> paths = new TreeSet<>();
        node.properties().forEach(field -> {
            paths.add(field.getKey());
            paths(field.getValue()).forEach(path -> paths.add(field.getKey() + "." + path));
        });
        return paths;
    }
}
