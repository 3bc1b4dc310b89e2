package org.firstline.messaging.settings;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** What Kafka's clients take, as they say it themselves; they would say it when everything else has started. */
final class KafkaSettings {

    /** Under which all clients' settings stand. */
    static final String PREFIX = "kafka.";

    /** Those that people set by hand; a variable that is almost one of these is a slip. */
    static final Set<String> USUAL = Set.of(
            PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            PREFIX + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            PREFIX + SaslConfigs.SASL_MECHANISM,
            PREFIX + SaslConfigs.SASL_JAAS_CONFIG);

    private static final String HOST = "(?:[A-Z_]+://)?(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])";
    private static final Pattern SERVER = Pattern.compile(HOST + ":([0-9]{1,5})");
    private static final Pattern LOGIN =
            Pattern.compile("\\s*[\\w.$]+\\s+(required|requisite|sufficient|optional)\\b[^\\p{Cc}]*;\\s*");

    private static final Set<ConfigDef.Type> NUMBERS =
            Set.of(ConfigDef.Type.SHORT, ConfigDef.Type.INT, ConfigDef.Type.LONG);

    private static final Map<String, ConfigDef.ConfigKey> PRODUCERS =
            ProducerConfig.configDef().configKeys();
    private static final Map<String, ConfigDef.ConfigKey> ALL = all();

    private KafkaSettings() {}

    private static Map<String, ConfigDef.ConfigKey> all() {
        Map<String, ConfigDef.ConfigKey> keys =
                new HashMap<>(AdminClientConfig.configDef().configKeys());
        keys.putAll(ConsumerConfig.configDef().configKeys());
        keys.putAll(PRODUCERS);
        return keys;
    }

    /** The rule of a setting of all clients; empty for what is none. */
    static Optional<Rule> of(String name) {
        return Optional.ofNullable(ALL.get(name)).map(KafkaSettings::rule);
    }

    /** The rule of a setting of the relay's own producer. */
    static Rule ofRelay(String name) {
        ConfigDef.ConfigKey key = PRODUCERS.get(name);
        return key == null ? Rule.plain("the name of a setting of Kafka's producer", value -> false) : rule(key);
    }

    private static Rule rule(ConfigDef.ConfigKey key) {
        return switch (key.name) {
            case CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG ->
                Rule.plain("host:port, more of them with commas between", value -> Stream.of(value.split(",", -1))
                        .allMatch(KafkaSettings::isServer));
            case SaslConfigs.SASL_JAAS_CONFIG ->
                new Rule(
                        "a login module, required, its options and a semicolon",
                        Rule.Presence.NOT_EMPTY,
                        true,
                        value -> LOGIN.matcher(value).matches());
            default -> new Rule(words(key), Rule.Presence.NOT_EMPTY, isSecret(key), value -> isTaken(key, value));
        };
    }

    private static boolean isServer(String server) {
        var matcher = SERVER.matcher(server.strip());
        return matcher.matches()
                && Integer.parseInt(matcher.group(1)) >= 1
                && Integer.parseInt(matcher.group(1)) <= 65_535;
    }

    private static boolean isSecret(ConfigDef.ConfigKey key) {
        return key.type == ConfigDef.Type.PASSWORD || key.name.contains("password") || key.name.contains("secret");
    }

    private static String words(ConfigDef.ConfigKey key) {
        if (key.name.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
            return "one of " + new TreeSet<>(SecurityProtocol.names());
        }
        String kind =
                switch (key.type) {
                    case INT, LONG, SHORT -> "a whole number";
                    case DOUBLE -> "a number";
                    case BOOLEAN -> "true or false";
                    case LIST -> "words with commas between";
                    case STRING, CLASS, PASSWORD -> "a text";
                };
        return key.validator == null ? kind : kind + " that is one of " + key.validator;
    }

    /** Classes are looked for when they are needed, by who knows where. */
    private static boolean isTaken(ConfigDef.ConfigKey key, String value) {
        if (key.name.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
            return SecurityProtocol.names().contains(value.toUpperCase(Locale.ROOT));
        }
        if (key.type == ConfigDef.Type.CLASS
                || (key.type == ConfigDef.Type.LIST && key.name.matches(".*(classes|reporters)"))) {
            return true;
        }
        if (NUMBERS.contains(key.type) && !value.strip().matches("-?[0-9]+")) {
            return false;
        }
        Object read = ConfigDef.parseType(key.name, value, key.type);
        if (key.validator != null) {
            key.validator.ensureValid(key.name, read);
        }
        return true;
    }
}
