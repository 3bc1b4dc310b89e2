package org.firstline.local;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * The servers of one test JVM, in a JVM of their own: the broker's classes stay out of the class loaders that Quarkus
 * opens and closes, and when the test JVM goes, however it goes, standard input ends and everything here is cleared
 * away.
 *
 * <p>Prints {@code name=value} lines and then {@code ready} on standard output; {@code trouble=} and a sentence when a
 * person can mend what is in the way.
 */
final class TestServersMain {

    private TestServersMain() {}

    /**
     * Runs until standard input ends or SIGTERM comes.
     *
     * @param arguments the directory for all data, deleted in the end, and {@code embedded} or {@code containers}
     */
    public static void main(String[] arguments) {
        var toParent = System.out;
        System.setOut(System.err);
        ServerLogs.warningsToStandardError();
        try {
            run(Path.of(arguments[0]), arguments[1], toParent);
            System.exit(0);
        } catch (LocalTrouble trouble) {
            toParent.println("trouble=" + trouble.getMessage());
            toParent.flush();
            System.exit(1);
        } catch (Throwable e) {
            // The servers' own threads would keep a JVM alive whose main thread has failed.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(Path directory, String kind, PrintStream toParent) throws IOException {
        var secrets = Secrets.in(directory);
        var servers = servers(kind, directory, secrets);
        var issuer = issuer(directory, secrets);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            issuer.close();
                            servers.close();
                            Directories.delete(directory);
                        },
                        "clear-away"));
        Databases.prepare(
                servers.postgresHost(),
                servers.postgresPort(),
                secrets.postgresPassword(),
                secrets.databasePasswords());
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            Topics.create(admin);
        }
        issuer.add("/broker/stop", running(servers::stopBroker));
        issuer.add("/broker/start", running(servers::startBroker));
        report(toParent, servers, issuer);
        while (System.in.read() >= 0) {
            // The parent never writes; the end of the stream is its death or its wish.
        }
    }

    private static TestServers servers(String kind, Path directory, Secrets secrets) {
        return switch (kind) {
            case "embedded" -> TestServers.embedded(directory, binaries(), secrets.postgresPassword());
            case "containers" -> TestServers.containers(secrets.postgresPassword());
            default -> throw new LocalTrouble(Words.of("stack-unknown", kind));
        };
    }

    /** Shared by all tests of this user, so that each need not unpack 60 MB. */
    private static Path binaries() {
        return Directories.createPrivate(
                Path.of(System.getProperty("java.io.tmpdir"), "firstline-" + System.getProperty("user.name")));
    }

    private static Issuer issuer(Path directory, Secrets secrets) {
        var clients = Arrays.stream(Service.values())
                .collect(Collectors.toMap(service -> "service-" + service.id(), secrets::clientSecret));
        return Issuer.start(0, SigningKey.in(directory.resolve("issuer-key.json")), clients);
    }

    private static HttpHandler running(Runnable work) {
        return exchange -> {
            try (exchange) {
                work.run();
                exchange.sendResponseHeaders(204, -1);
            }
        };
    }

    private static void report(PrintStream toParent, TestServers servers, Issuer issuer) {
        var facts = new Properties();
        facts.put("postgres.host", servers.postgresHost());
        facts.put("postgres.port", Integer.toString(servers.postgresPort()));
        facts.put("kafka", servers.bootstrapServers());
        facts.put("issuer", issuer.url());
        facts.forEach((name, value) -> toParent.println(name + "=" + value));
        toParent.println("ready");
        toParent.flush();
    }
}
