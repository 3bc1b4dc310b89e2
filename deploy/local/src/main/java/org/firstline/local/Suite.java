package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole suite on this machine, each part a process of its own that is started again when it dies. {@code firstline
 * up} is a thin shell over it; journeys and benchmarks use it directly.
 *
 * <p>Children are called by name: {@link #POSTGRES}, {@link #BROKER}, or a service's id.
 */
public final class Suite implements AutoCloseable {

    public static final String POSTGRES = "postgres";
    public static final String BROKER = "broker";

    private static final Duration SERVERS_WITHIN = Duration.ofMinutes(2);
    private static final Duration SERVICES_WITHIN = Duration.ofMinutes(5);
    private static final int DEATHS_THAT_MEAN_NEVER = 3;

    private final DataDirectory data;
    private final PortPlan ports;
    private final Map<String, Child> children;
    private final Reporter reporter;
    private final SuiteObserver observer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread closeAtExit = new Thread(this::close, "stop-firstline");
    private final DataDirectory.Lock lock;
    private final Secrets secrets;
    private final ExternalServers external;
    private Optional<Issuer> issuer = Optional.empty();

    private Suite(Options options, DataDirectory.Lock lock, Secrets secrets) {
        this.data = new DataDirectory(options.data());
        this.ports = new PortPlan(options.portBase());
        this.lock = lock;
        this.secrets = secrets;
        this.external = options.external();
        this.reporter = options.reporter();
        this.observer = new SuiteObserver(data, ports, external, options.reporter());
        var parts = new Parts(data, ports, secrets, options.installation(), external, options.environment());
        this.children = new ConcurrentHashMap<>();
        parts.all().forEach(spec -> children.put(spec.name(), new Child(spec, observer)));
    }

    /**
     * What to start.
     *
     * @param data directory for everything; kept
     * @param portBase first of {@value PortPlan#COUNT} ports
     * @param environment added to every service's, for settings of a test or benchmark
     * @param external servers that are not to be started here
     * @param installation what to run
     * @param reporter hears what happens
     */
    record Options(
            Path data,
            int portBase,
            Map<String, String> environment,
            ExternalServers external,
            Installation installation,
            Reporter reporter) {
        Options {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts everything and returns when all services are ready.
     *
     * @param data directory for everything; kept
     * @param portBase first of {@value PortPlan#COUNT} ports, for example from {@link #freePortBase()}
     * @throws LocalTrouble when something on this machine is in the way
     */
    public static Suite start(Path data, int portBase) {
        return start(data, portBase, Map.of());
    }

    /** As {@link #start(Path, int)}, with more environment for the services: settings of a test or benchmark. */
    public static Suite start(Path data, int portBase, Map<String, String> environment) {
        return start(
                new Options(data, portBase, environment, ExternalServers.NONE, Installation.find(), Reporter.SILENT));
    }

    static Suite start(Options options) {
        var data = new DataDirectory(options.data());
        var ports = new PortPlan(options.portBase());
        options.installation().requireBuilt();
        var lock = data.lock();
        Secrets secrets;
        try {
            data.requireSpace();
            var orphans = Orphans.of(data);
            if (!orphans.isEmpty()) {
                options.reporter().say(Words.of("up-orphans", orphans.size()));
                Orphans.stop(orphans);
            }
            LocalPostgres.stopPredecessor(data.postgres());
            Ports.requireFree(ports, options.external());
            secrets = Secrets.in(data.path());
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        var suite = new Suite(options, lock, secrets);
        Runtime.getRuntime().addShutdownHook(suite.closeAtExit);
        try {
            suite.boot();
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /** A port base whose ports are all free now. */
    public static int freePortBase() {
        return Ports.anyFreeRange(PortPlan.COUNT);
    }

    private void boot() {
        writeClientFiles();
        issuer = Optional.of(Issuer.start(ports.issuer(), SigningKey.in(data.issuerKey()), Parts.clients(secrets)));
        if (!external.addresses().isEmpty()) {
            reporter.doing(Words.of(
                    "up-external", String.join(", ", external.addresses().values())));
            external.prepare(secrets);
        }
        bootServers();
        reporter.doing(Words.of("up-services", String.join(", ", services())));
        services().forEach(name -> child(name).start());
        awaitBooted(services(), SERVICES_WITHIN);
        observer.bootedUp();
    }

    private void bootServers() {
        var servers = Stream.of(POSTGRES, BROKER).filter(children::containsKey).toList();
        if (servers.isEmpty()) {
            return;
        }
        reporter.doing(Words.of("up-servers"));
        servers.forEach(name -> child(name).start());
        if (children.containsKey(POSTGRES)) {
            awaitBooted(List.of(POSTGRES), SERVERS_WITHIN);
            Databases.prepare("127.0.0.1", ports.postgres(), secrets.postgresPassword(), secrets.databasePasswords());
        }
        if (children.containsKey(BROKER)) {
            awaitBooted(List.of(BROKER), SERVERS_WITHIN);
            reporter.doing(Words.of("up-prepare"));
            try (var admin = Admin.create(running().kafka(Acls.OPERATOR))) {
                Topics.create(admin);
                Acls.apply(admin);
            }
        }
    }

    /** What is running, as other programs see it. */
    public RunningSuite running() {
        return new RunningSuite(data, observer.facts());
    }

    /** Where the API of the service answers. */
    public URI url(String service) {
        return running().url(Service.of(service));
    }

    /** A token for the user of that name, or the first who has that role. */
    public String token(String nameOrRole) {
        return running().token(nameOrRole);
    }

    /** Kafka client settings of a principal; see {@link RunningSuite#kafka}. */
    public Map<String, Object> kafka(String principal) {
        return running().kafka(principal);
    }

    /** JDBC URL of the database that holds all schemas; enter as {@link RunningSuite#databaseAdmin()}. */
    public String jdbcUrl() {
        return running().jdbcUrl();
    }

    /** The child's process; empty while it is dead. */
    public Optional<Long> pid(String name) {
        return child(name).pid();
    }

    /** Kills the child with -9 and returns when it is gone. It is started again. */
    public void kill9(String name) {
        child(name).kill9();
    }

    /** Kills the child with -9 and leaves it dead until {@link #bringBack}. */
    public void takeAway(String name) {
        child(name).takeAway();
    }

    /** Starts again what was taken away; returns at once. */
    public void bringBack(String name) {
        child(name).bringBack();
    }

    /**
     * Waits until every child is ready.
     *
     * @throws IllegalStateException when one is not in time
     */
    public void awaitReady(Duration atMost) {
        children.keySet().forEach(name -> awaitReady(name, atMost));
    }

    /**
     * Waits until the child is ready.
     *
     * @throws IllegalStateException when it is not in time
     */
    public void awaitReady(String name, Duration atMost) {
        var child = child(name);
        if (!Patience.until(atMost, child::isReady)) {
            throw new IllegalStateException(
                    name + " was not ready within " + atMost + "; " + child.log() + " ends: " + child.lastLines(5));
        }
    }

    /** Stops everything in good order: services, broker, database. Leaves no process; the data stays. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        observer.closing();
        reporter.say(Words.of("up-stop"));
        services().parallelStream().forEach(name -> child(name).end());
        Stream.of(BROKER, POSTGRES).filter(children::containsKey).forEach(name -> child(name)
                .end());
        issuer.ifPresent(Issuer::close);
        try {
            Files.deleteIfExists(data.suiteFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + data.suiteFile(), e);
        } finally {
            lock.close();
            forgetHook();
            reporter.say(Words.of("up-stopped", data.path()));
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // This runs because the JVM is going down; then the hook is what called us.
            return;
        }
    }

    private void awaitBooted(List<String> names, Duration atMost) {
        for (var name : names) {
            var child = child(name);
            boolean ready =
                    Patience.until(atMost, () -> closed.get() || hopeless().isPresent() || child.isReady());
            if (closed.get()) {
                throw new LocalTrouble(Words.of("stopping"));
            }
            hopeless().ifPresent(dead -> {
                throw new LocalTrouble(observer.trouble(dead.name())
                        .orElseGet(() -> Words.of(
                                "child-does-not-start",
                                dead.name(),
                                dead.diedInARow(),
                                dead.log(),
                                dead.lastLines(8))));
            });
            if (!ready) {
                throw new LocalTrouble(
                        Words.of("child-not-ready", name, atMost.toSeconds(), child.log(), child.lastLines(8)));
            }
        }
    }

    /** One that dies whenever it is started, be it one that nobody waits for yet. */
    private Optional<Child> hopeless() {
        return children.values().stream()
                .filter(child -> child.diedInARow() >= DEATHS_THAT_MEAN_NEVER)
                .findFirst();
    }

    private void writeClientFiles() {
        for (var principal : Acls.principals()) {
            var text = new StringBuilder();
            kafkaSettings(principal).forEach((name, value) -> text.append(name)
                    .append('=')
                    .append(value.replace("\\", "\\\\"))
                    .append('\n'));
            Directories.writePrivate(data.clientFile(principal), text.toString());
        }
    }

    private Map<String, String> kafkaSettings(String principal) {
        return external.broker()
                .map(elsewhere -> elsewhere.settings(principal))
                .orElseGet(() -> KafkaLogin.settings(
                        "127.0.0.1:" + ports.kafka(), principal, secrets.brokerPassword(principal)));
    }

    private Child child(String name) {
        var child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("The suite has no child '" + name + "'; it has " + children.keySet());
        }
        return child;
    }

    private static List<String> services() {
        return Stream.of(Service.values()).map(Service::id).toList();
    }
}
