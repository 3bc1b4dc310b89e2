package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

class EmbeddedStackTest {

    @Test
    void a_service_gets_settings_with_which_it_reaches_its_schema() throws Exception {
        var stack = new EmbeddedStack();
        stack.init(Map.of("service", "escalation"));

        var settings = stack.start();

        assertThat(settings).containsEntry("firstline.database.schema", "escalation");
        try (var connection = DriverManager.getConnection(
                        EmbeddedStack.jdbcUrl(),
                        settings.get("firstline.database.user"),
                        settings.get("firstline.database.password"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_schema()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("escalation");
        }
    }

    @Test
    void every_topic_is_there_as_it_should_be() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()))) {
            var names = Topics.all().stream().map(NewTopic::name).toList();

            var described = admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS);

            assertThat(described.get("call-events").partitions()).hasSize(4);
            assertThat(described.get("departments.core-network.answers").partitions())
                    .hasSize(2);
            var callEvents = new ConfigResource(ConfigResource.Type.TOPIC, "call-events");
            var config = admin.describeConfigs(List.of(callEvents)).all().get().get(callEvents);
            assertThat(config.get("retention.ms").value()).isEqualTo("86400000");
            assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        }
    }

    @Test
    void the_broker_can_be_taken_away_and_brought_back_with_what_it_held() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("case-inputs", 0, "k", "before")).get(30, TimeUnit.SECONDS);

            EmbeddedStack.stopBroker();
            EmbeddedStack.startBroker();

            var after = producer.send(new ProducerRecord<>("case-inputs", 0, "k", "after"));
            assertThat(after.get(60, TimeUnit.SECONDS).offset()).isEqualTo(1);
        }
    }

    @Test
    void a_token_proves_itself_against_the_issuers_published_keys() throws Exception {
        var token = EmbeddedStack.token("dept-core-network");

        var keys = new HttpsJwksVerificationKeyResolver(new HttpsJwks(EmbeddedStack.issuerUrl() + "/jwks"));
        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(EmbeddedStack.issuerUrl())
                .setExpectedAudience("firstline")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
        assertThat(claims.getSubject()).isEqualTo("dept-core-network");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("department");
        assertThat(claims.getStringClaimValue("department")).isEqualTo("core-network");
        assertThat(URI.create(claims.getIssuer()).getHost()).isEqualTo("127.0.0.1");
    }
}
