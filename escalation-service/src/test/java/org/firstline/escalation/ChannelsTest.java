package org.firstline.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.contracts.Topics;
import org.firstline.escalation.db.StarterData;
import org.junit.jupiter.api.Test;

/** The channels this service really configures are those that asyncapi.yaml says it has. */
class ChannelsTest {

    @Test
    void what_is_read_is_what_asyncapi_says() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = ChannelsTest.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }

        Set<String> configured = settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.incoming.") && name.endsWith(".topic"))
                .map(settings::getProperty)
                .flatMap(pattern -> Stream.of(pattern.replace("\\.", ".").split("\\|")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(configured).isEqualTo(addresses("receive"));
        assertThat(settings.stringPropertyNames()).noneMatch(name -> name.startsWith("mp.messaging.outgoing."));
    }

    @Test
    void what_is_written_is_what_asyncapi_says() throws IOException {
        assertThat(addresses("send"))
                .isEqualTo(new TreeSet<>(Set.of(
                        Topics.ESCALATION_WORK_ORDERS, "departments..*.work-orders", "escalation.dead-letters")));
    }

    @Test
    void the_departments_of_the_starter_data_are_those_of_asyncapi() throws IOException {
        Set<String> known = new TreeSet<>();
        asyncApi().at("/components/parameters/department/enum").forEach(id -> known.add(id.asText()));

        assertThat(StarterData.read().departments())
                .extracting(department -> department.id().value())
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(StarterData.read().rulebook()).isNotNull();
    }

    /** Addresses as topics, any department where one stands in them. */
    private static Set<String> addresses(String action) throws IOException {
        JsonNode api = asyncApi();
        Set<String> addresses = new TreeSet<>();
        for (JsonNode operation : api.get("operations")) {
            if (operation.get("action").asText().equals(action)
                    && operation.path("x-application").asText().equals("escalation")) {
                String channel = operation.at("/channel/$ref").asText().replace("#/channels/", "");
                String address = api.at("/channels/" + channel + "/address").asText();
                addresses.add(address.replace("{department}", ".*").replace("{service}", "escalation"));
            }
        }
        return addresses;
    }

    private static JsonNode asyncApi() throws IOException {
        try (InputStream file = Topics.class.getResourceAsStream("asyncapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(file);
        }
    }
}
