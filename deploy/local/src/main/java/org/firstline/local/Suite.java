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
import java.util.Set;
import java.util.TreeSet;
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
    private final Parts parts;
    private final DataDirectory.Lock lock;
    private final Secrets secrets;
    private final ExternalServers external;
    private Optional<Issuer> issuer = Optional.empty();

    private Suite(SuiteOptions options, DataDirectory.Lock lock, Secrets secrets) {
        this.data = new DataDirectory(options.data());
        this.ports = new PortPlan(options.portBase());
        this.lock = lock;
        this.secrets = secrets;
        this.external = options.external();
        this.reporter = options.reporter();
        this.observer = new SuiteObserver(data, ports, external, options.reporter());
        this.parts = new Parts(
                data, ports, secrets, options.installation(), external, options.detour(), options.environment());
        this.children = new ConcurrentHashMap<>();
        parts.all().forEach(spec -> children.put(spec.name(), new Child(spec, observer)));
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
        return start(data, portBase, environment, Optional.empty());
    }

    /** As {@link #start(Path, int, Map)}, the services reaching database and broker by a detour. */
    public static Suite start(Path data, int portBase, Map<String, String> environment, Detour detour) {
        return start(data, portBase, environment, Optional.of(detour));
    }

    private static Suite start(Path data, int portBase, Map<String, String> environment, Optional<Detour> detour) {
        return start(new SuiteOptions(
                data, portBase, environment, ExternalServers.NONE, detour, Installation.find(), Reporter.SILENT));
    }

    static Suite start(SuiteOptions options) {
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
        ClientFiles.write(data, ports, secrets, external);
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

    /** Stops the child in its tracks (SIGSTOP): it keeps what it has open, and does nothing until {@link #thaw}. */
    public void freeze(String name) {
        child(name).pid().ifPresent(pid -> Processes.signal("STOP", pid));
    }

    /** Lets a frozen child go on where it was. */
    public void thaw(String name) {
        child(name).pid().ifPresent(pid -> Processes.signal("CONT", pid));
    }

    /**
     * Starts one more process of a service, on free ports; returns at once.
     *
     * @return the new child's name, such as {@code escalation-2}
     */
    public String addReplica(String service) {
        var free = Ports.anyFreeRange(2);
        int number = 2;
        while (children.containsKey(service + "-" + number)) {
            number++;
        }
        var name = service + "-" + number;
        var child = new Child(parts.service(Service.of(service), name, free, free + 1), observer);
        children.put(name, child);
        child.start();
        return name;
    }

    /** Stops in good order what {@link #addReplica} started; returns when it is gone. */
    public void removeReplica(String name) {
        if (!replicas().contains(name)) {
            throw new IllegalArgumentException("The suite has no replica '" + name + "'; it has " + replicas());
        }
        child(name).end();
        children.remove(name);
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
        Stream.concat(replicas().stream(), services().stream()).parallel().forEach(name -> child(name)
                .end());
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

    private Set<String> replicas() {
        var replicas = new TreeSet<>(children.keySet());
        services().forEach(replicas::remove);
        replicas.removeAll(Set.of(POSTGRES, BROKER));
        return replicas;
    }
}
