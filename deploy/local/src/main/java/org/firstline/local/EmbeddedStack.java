package org.firstline.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a service's tests stand on: a real Postgres with every service's role and schema, a real broker with every
 * topic, and an issuer. Started once per test JVM and shared by all its tests; cleared away when the JVM ends.
 *
 * <p>Use it with {@code @QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service",
 * value = "intake"))}, or, in a test without Quarkus, call {@link #start()} and ask.
 *
 * <p>With the system property {@code stack=containers} Testcontainers provides the two servers.
 */
public final class EmbeddedStack implements QuarkusTestResourceLifecycleManager {

    // Quarkus loads test classes again in another class loader, so nothing may be kept in a static field.
    private static final String STATE = "firstline.stack.";
    private static final String DIRECTORY = STATE + "directory";

    private Service service = Service.INTAKE;

    @Override
    public void init(Map<String, String> arguments) {
        var id = arguments.get("service");
        if (id == null) {
            throw new IllegalArgumentException("EmbeddedStack needs the init argument service, for example"
                    + " @ResourceArg(name = \"service\", value = \"intake\")");
        }
        service = Service.of(id);
    }

    /** Starts the servers if they do not run yet and returns the settings of the service under test. */
    @Override
    public Map<String, String> start() {
        ensureRunning();
        return settings(service);
    }

    /** Nothing: the next test class wants them again. */
    @Override
    public void stop() {}

    /** The settings with which a service finds the servers, by Quarkus' property names. */
    public static Map<String, String> settings(Service service) {
        ensureRunning();
        var secrets = Secrets.in(directory());
        var settings = new HashMap<String, String>();
        settings.put(
                "firstline.database.url",
                "postgresql://" + state("postgres.host") + ":" + state("postgres.port") + "/" + Databases.NAME);
        settings.put("firstline.database.user", service.id());
        settings.put("firstline.database.password", secrets.databasePassword(service));
        settings.put("firstline.database.schema", service.id());
        settings.put("firstline.seal-key", secrets.sealKey(service));
        settings.put("kafka.bootstrap.servers", bootstrapServers());
        settings.put("quarkus.oidc.auth-server-url", issuerUrl());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        switch (service) {
            case INTAKE -> {
                settings.put("firstline.intake.master-key", secrets.intakeMasterKey());
                settings.put("firstline.intake.twilio-secret", secrets.platformSecret(Secrets.TWILIO));
                settings.put("firstline.intake.connect-secret", secrets.platformSecret(Secrets.AMAZON_CONNECT));
            }
            case FOLLOWUP -> {
                settings.put("quarkus.oidc-client.auth-server-url", issuerUrl());
                settings.put("quarkus.oidc-client.client-id", "service-" + service.id());
                settings.put("quarkus.oidc-client.credentials.secret", secrets.clientSecret(service));
            }
            case DIAGNOSIS, ESCALATION -> {}
        }
        return settings;
    }

    /** What a Kafka client puts into {@code bootstrap.servers}: plain text, everybody may do everything. */
    public static String bootstrapServers() {
        ensureRunning();
        return state("kafka");
    }

    /** JDBC URL of the database that holds all schemas; connect with {@link #superuser()} or a service's settings. */
    public static String jdbcUrl() {
        ensureRunning();
        return LocalPostgres.jdbcUrl(state("postgres.host"), Integer.parseInt(state("postgres.port")), Databases.NAME);
    }

    /** User and password of the database's administrator. */
    public static Login superuser() {
        ensureRunning();
        return new Login(LocalPostgres.SUPERUSER, Secrets.in(directory()).postgresPassword());
    }

    /** The issuer's name in tokens. */
    public static String issuerUrl() {
        ensureRunning();
        return state("issuer");
    }

    /**
     * A token for the user of that name, or the first who has that role.
     *
     * @param nameOrRole for example {@code agent-li} or {@code supervisor}
     */
    public static String token(String nameOrRole) {
        var issuer = issuerUrl();
        return SigningKey.in(issuerKey()).token(issuer, DemoUser.find(nameOrRole));
    }

    /** The file with the key that {@link #token} signs with, for tests that forge tokens. */
    public static Path issuerKey() {
        ensureRunning();
        return directory().resolve("issuer-key.json");
    }

    /** Takes the broker away until {@link #startBroker()}. Every test that does this brings it back. */
    public static void stopBroker() {
        tell("/broker/stop");
    }

    /** Brings the broker back; returns when it serves clients. */
    public static void startBroker() {
        tell("/broker/start");
    }

    private static void tell(String path) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(issuerUrl() + path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new IllegalStateException(path + " answered " + status + "; see " + log(directory()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The test servers do not answer; see " + log(directory()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
    }

    private static Path directory() {
        return Path.of(state("directory"));
    }

    private static String state(String name) {
        var value = System.getProperty(STATE + name);
        if (value == null) {
            throw new IllegalStateException("The test servers were not started: " + STATE + name + " is not set");
        }
        return value;
    }

    // Quarkus loads this class anew for each profile; a class of the JVM's own is shared by them all and serves as the
    // lock.
    @SuppressWarnings("LockOnNonEnclosingClassLiteral")
    private static void ensureRunning() {
        synchronized (System.class) {
            if (System.getProperty(DIRECTORY) == null) {
                launch();
            }
        }
    }

    private static void launch() {
        try {
            var directory = Directories.createPrivate(Files.createTempDirectory("firstline-test-"));
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            TestServersMain.class.getName(),
                            directory.toString(),
                            System.getProperty("stack", "embedded")))
                    .redirectError(log(directory).toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            var process = builder.start();
            // The hook also keeps the process' streams from being collected, which would end the servers.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-test-servers"));
            read(process, directory);
            System.setProperty(DIRECTORY, directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the test servers", e);
        }
    }

    private static void read(Process process, Path directory) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        while ((line = reader.readLine()) != null) {
            if (line.equals("ready")) {
                return;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                System.setProperty(STATE + line.substring(0, equals), line.substring(equals + 1));
            }
        }
        var said = Files.exists(log(directory)) ? Files.readString(log(directory)) : "nothing";
        Directories.delete(directory);
        var trouble = System.clearProperty(STATE + "trouble");
        if (trouble != null) {
            throw new LocalTrouble(trouble);
        }
        throw new IllegalStateException("The test servers did not start. They said: " + said);
    }

    private static Path log(Path directory) {
        return directory.resolve("servers.log");
    }
}
