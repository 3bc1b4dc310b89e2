package org.firstline.local;

import java.util.Map;
import java.util.TreeMap;

/** How a principal logs in to the secured broker. */
final class KafkaLogin {

    static final String PROTOCOL = "SASL_PLAINTEXT";
    static final String MECHANISM = "PLAIN";

    private KafkaLogin() {}

    /** The client settings, by Kafka's property names. */
    static Map<String, String> settings(String bootstrapServers, String principal, String password) {
        return new TreeMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "security.protocol", PROTOCOL,
                "sasl.mechanism", MECHANISM,
                "sasl.jaas.config", jaas(principal, password)));
    }

    /** The value of {@code sasl.jaas.config}. */
    static String jaas(String principal, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + principal
                + "\" password=\"" + password + "\";";
    }
}
