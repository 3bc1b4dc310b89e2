package org.firstline.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker (KRaft, one node that is broker and controller) inside this JVM, on 127.0.0.1. Records survive
 * a kill -9 of the JVM; a new start on the same directory takes up where the old one was.
 */
public final class LocalBroker implements AutoCloseable {

    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String DETOUR = "DETOUR";
    /** The principal of the broker itself. */
    static final String BROKER = "broker";

    /**
     * Where and how to run.
     *
     * @param data the broker's log directory; kept
     * @param port for clients, on 127.0.0.1
     * @param controllerPort for the controller quorum of one, on 127.0.0.1
     * @param passwords of every principal ({@link #BROKER} and {@link Acls#OPERATOR} must be among them); with an empty
     *     map the broker talks plain text and lets everybody do everything, which is for tests
     * @param detour another way in
     */
    public record Settings(
            Path data, int port, int controllerPort, Map<String, String> passwords, Optional<ByDetour> detour) {
        public Settings {
            passwords = Map.copyOf(passwords);
        }

        /** Without a detour. */
        public Settings(Path data, int port, int controllerPort, Map<String, String> passwords) {
            this(data, port, controllerPort, passwords, Optional.empty());
        }

        boolean secured() {
            return !passwords.isEmpty();
        }
    }

    /**
     * A second door for clients, who are told that the broker is elsewhere.
     *
     * @param port where they come in, on 127.0.0.1
     * @param advertised the port on 127.0.0.1 that they are told
     */
    public record ByDetour(int port, int advertised) {}

    private final Settings settings;
    private final KafkaRaftServer server;

    private LocalBroker(Settings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /** Formats the directory the first time and starts the broker; returns when it serves clients. */
    public static LocalBroker start(Settings settings) {
        format(settings);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties(settings)), Time.SYSTEM);
        server.startup();
        return new LocalBroker(settings, server);
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    /** Stops the broker in good order; its directory stays. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    void awaitShutdown() {
        server.awaitShutdown();
    }

    private static void format(Settings settings) {
        if (Files.exists(settings.data().resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(settings.data());
            var file = Files.createTempFile("firstline-broker", ".properties");
            try {
                var properties = layout(settings);
                properties.put("listener.security.protocol.map", protocols("PLAINTEXT"));
                try (var out = Files.newBufferedWriter(file)) {
                    properties.store(out, null);
                }
                format(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot format the broker's directory " + settings.data(), e);
        }
    }

    private static void format(Path configuration) {
        var said = new ByteArrayOutputStream();
        String[] arguments = {
            "format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString(), "--ignore-formatted"
        };
        int exit = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new LocalTrouble(Words.of("broker-format-failed", said.toString(StandardCharsets.UTF_8)));
        }
    }

    private static Properties layout(Settings settings) {
        var properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("log.dirs", settings.data().toAbsolutePath().toString());
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + settings.controllerPort());
        var clients = listener(CLIENTS, settings.port());
        properties.put(
                "listeners",
                clients + "," + listener(CONTROLLER, settings.controllerPort())
                        + settings.detour()
                                .map(way -> "," + listener(DETOUR, way.port()))
                                .orElse(""));
        properties.put(
                "advertised.listeners",
                clients
                        + settings.detour()
                                .map(way -> "," + listener(DETOUR, way.advertised()))
                                .orElse(""));
        properties.put("inter.broker.listener.name", CLIENTS);
        return properties;
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }

    /** One for every listener there can be. */
    private static String protocols(String protocol) {
        return Stream.of(CLIENTS, CONTROLLER, DETOUR)
                .map(listener -> listener + ":" + protocol)
                .collect(Collectors.joining(","));
    }

    private static Properties properties(Settings settings) {
        var properties = layout(settings);
        properties.putAll(ONE_NODE);
        if (settings.secured()) {
            secure(properties, settings.passwords());
        } else {
            properties.put("listener.security.protocol.map", protocols("PLAINTEXT"));
        }
        return properties;
    }

    /** The controller's listener is secured as well: whoever may speak there may do everything. */
    private static void secure(Properties properties, Map<String, String> passwords) {
        properties.put("listener.security.protocol.map", protocols("SASL_PLAINTEXT"));
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put("sasl.mechanism.controller.protocol", "PLAIN");
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        var users = passwords.entrySet().stream()
                .map(entry -> "user_" + entry.getKey() + "=\"" + entry.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining(" "));
        var login = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + BROKER
                + "\" password=\"" + passwords.get(BROKER) + "\" " + users + ";";
        for (var listener : List.of(CLIENTS, CONTROLLER, DETOUR)) {
            properties.put("listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config", login);
        }
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:" + BROKER + ";User:" + Acls.OPERATOR);
        properties.put("allow.everyone.if.no.acl.found", "false");
    }

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "2"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            // After a kill -9 the controller waits for the old session to end: 13 s with the default, 5 s with these.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // A killed consumer is replaced when its session ends: let clients choose a short one (classic protocol),
            // and keep ours short where the broker chooses (KIP-848; default and lower bound are 45 s).
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.max.session.timeout.ms", "60000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"));
}
