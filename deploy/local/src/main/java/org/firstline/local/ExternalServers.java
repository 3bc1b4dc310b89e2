package org.firstline.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Servers that run elsewhere and are used in place of our own, named by the same settings that a service takes:
 * {@code FIRSTLINE_DATABASE_URL} and {@code KAFKA_BOOTSTRAP_SERVERS} with what belongs to them. A setting with a service's
 * name in front ({@code INTAKE_FIRSTLINE_DATABASE_URL}) is for that service alone and goes before the common one.
 *
 * @param databases of the services whose database is elsewhere
 * @param broker empty: our own
 */
record ExternalServers(Map<Service, ExternalDatabase> databases, Optional<ExternalBroker> broker) {

    private static final String DATABASE = "FIRSTLINE_DATABASE_";
    private static final String KAFKA = "KAFKA_";

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern SERVER =
            Pattern.compile("(?:[A-Z_]+://)?(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    /** Everything is our own. */
    static final ExternalServers NONE = new ExternalServers(Map.of(), Optional.empty());

    ExternalServers {
        databases = Map.copyOf(databases);
    }

    /**
     * What an environment names.
     *
     * @throws LocalTrouble when it names a database by something that is no URL, or a broker by something that is no
     *     host and port; what it was is not told, for it may hold a password
     */
    static ExternalServers named(Map<String, String> environment) {
        var databases = new LinkedHashMap<Service, ExternalDatabase>();
        for (var service : Service.values()) {
            setting(environment, service, DATABASE + "URL")
                    .ifPresent(url -> databases.put(service, database(environment, service, url)));
        }
        return new ExternalServers(databases, broker(environment));
    }

    /** Whether the variable is about servers. Such reach a child on purpose only; an administrator's password none. */
    static boolean isSetting(String variable) {
        var common = Arrays.stream(Service.values())
                .map(service -> service.name() + "_")
                .filter(variable::startsWith)
                .findFirst()
                .map(prefix -> variable.substring(prefix.length()))
                .orElse(variable);
        return common.startsWith(DATABASE) || common.startsWith(KAFKA);
    }

    /** Whether no service's database is on a server of our own. */
    boolean haveEveryDatabase() {
        return databases.size() == Service.values().length;
    }

    /**
     * Creates what is missing where an administrator's login was given, and checks that every service finds what it
     * needs.
     *
     * @throws LocalTrouble naming everything that is missing
     */
    void prepare(Secrets secrets) {
        var missing = databases.values().stream()
                .flatMap(database -> database.prepare(secrets).stream())
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new LocalTrouble(String.join("\n", missing));
        }
        broker.ifPresent(ExternalBroker::prepare);
    }

    /** Where they are, by the name of the child that they take the place of. */
    Map<String, String> addresses() {
        var addresses = new TreeMap<String, String>();
        broker.ifPresent(elsewhere -> addresses.put(Suite.BROKER, elsewhere.bootstrapServers()));
        if (!databases.isEmpty()) {
            addresses.put(
                    Suite.POSTGRES,
                    databases.values().stream()
                            .map(ExternalDatabase::url)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return addresses;
    }

    private static ExternalDatabase database(Map<String, String> environment, Service service, String url) {
        if (!isDatabase(url)) {
            throw new LocalTrouble(Words.of("external-url", service.id()));
        }
        var administrator = setting(environment, service, DATABASE + "ADMIN_USER")
                .map(user -> new Login(
                        user,
                        setting(environment, service, DATABASE + "ADMIN_PASSWORD")
                                .orElse("")));
        return new ExternalDatabase(
                service,
                url,
                setting(environment, service, DATABASE + "USER").orElse(service.id()),
                setting(environment, service, DATABASE + "PASSWORD"),
                setting(environment, service, DATABASE + "SCHEMA").orElse(service.id()),
                administrator);
    }

    /** As a service will read it. */
    private static boolean isDatabase(String url) {
        try {
            var uri = new URI(url);
            return "postgresql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= HIGHEST_PORT
                    && uri.getPath().matches("/[^/]+");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isServer(String server) {
        var matcher = SERVER.matcher(server.strip());
        return matcher.matches()
                && Integer.parseInt(matcher.group(1)) >= 1
                && Integer.parseInt(matcher.group(1)) <= HIGHEST_PORT;
    }

    private static Optional<ExternalBroker> broker(Map<String, String> environment) {
        var common = clientSettings(environment, "");
        if (!common.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            return Optional.empty();
        }
        if (!Arrays.stream(
                        common.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).split(",", -1))
                .allMatch(ExternalServers::isServer)) {
            throw new LocalTrouble(Words.of("external-servers"));
        }
        var own = new LinkedHashMap<String, Map<String, String>>();
        for (var service : Service.values()) {
            own.put(service.id(), clientSettings(environment, service.name() + "_"));
        }
        return Optional.of(new ExternalBroker(common, own));
    }

    /** Variables such as KAFKA_SASL_MECHANISM by Kafka's names; others, such as KAFKA_HOME, are none of a client's. */
    private static Map<String, String> clientSettings(Map<String, String> environment, String prefix) {
        var settings = new TreeMap<String, String>();
        for (var name : AdminClientConfig.configNames()) {
            present(environment, prefix + variable(name)).ifPresent(value -> settings.put(name, value));
        }
        return settings;
    }

    /** The environment variable in which a service takes a Kafka client's setting. */
    static String variable(String clientSetting) {
        return KAFKA + clientSetting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Optional<String> setting(Map<String, String> environment, Service service, String name) {
        return present(environment, service.name() + "_" + name).or(() -> present(environment, name));
    }

    private static Optional<String> present(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What the services read and write, as an administrator of the broker would have to allow it. */
    static List<Acls.Grant> grants() {
        return Acls.grants().stream()
                .filter(grant -> Arrays.stream(Service.values())
                        .anyMatch(service -> service.id().equals(grant.principal())))
                .toList();
    }
}
