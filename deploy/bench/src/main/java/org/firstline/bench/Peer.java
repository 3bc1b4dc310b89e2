package org.firstline.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.firstline.contracts.Catalogue;
import org.firstline.drive.CapturedCall;
import org.firstline.local.Login;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The peer: an embedded Flowable engine that takes the same case through {@code peer.bpmn20.xml}, in a database of its own
 * on the suite's PostgreSQL. It is told of the call, the department's answer and the callback by a method call, where our
 * services hear of them over Kafka. Its settings, with the reasons, stand in the README.
 */
final class Peer implements AutoCloseable {

    /** How many threads bring cases through. */
    static final int THREADS = 8;

    /** As its makers call it. */
    static final String VERSION = ProcessEngine.VERSION;

    static final String DATABASE = "bench_peer";

    // The engine's own three threads that look for due jobs come on top of those that bring cases through.
    private static final int CONNECTIONS = THREADS + 4;

    // The engine asks for it with every timer; named, the JDK does not search for it each time.
    private static final String DURATIONS = "com.sun.org.apache.xerces.internal.jaxp.datatype.DatatypeFactoryImpl";

    private final String adminUrl;
    private final Login admin;
    private final HikariDataSource connections;
    private final ProcessEngine engine;
    private final Map<String, String> waiting;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    private Peer(
            String adminUrl,
            Login admin,
            HikariDataSource connections,
            ProcessEngine engine,
            Map<String, String> waiting) {
        this.adminUrl = adminUrl;
        this.admin = admin;
        this.connections = connections;
        this.engine = engine;
        this.waiting = waiting;
    }

    /** Cases brought to their end, and in which time. */
    record Run(int cases, Duration took) {

        double perSecond() {
            return cases / (took.toNanos() / 1e9);
        }
    }

    /**
     * Makes the database anew, starts the engine on it and deploys the process.
     *
     * @param adminUrl any database of the server
     * @param admin who may create and drop databases there
     */
    static Peer start(String adminUrl, Login admin) throws SQLException {
        System.setProperty("javax.xml.datatype.DatatypeFactory", DURATIONS);
        onServer(
                adminUrl,
                admin,
                "drop database if exists " + DATABASE + " with (force)",
                "create database " + DATABASE);
        HikariDataSource connections = connections(adminUrl, admin);
        try {
            Map<String, String> waiting = new ConcurrentHashMap<>();
            ProcessEngine engine = engine(connections, waiting);
            engine.getRepositoryService()
                    .createDeployment()
                    .addClasspathResource("org/firstline/bench/peer.bpmn20.xml")
                    .deploy();
            return new Peer(adminUrl, admin, connections, engine, waiting);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static HikariDataSource connections(String adminUrl, Login admin) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(adminUrl);
        source.setDatabaseName(DATABASE);
        source.setUser(admin.user());
        source.setPassword(admin.password());
        // MyBatis writes the text of its statements anew for each number of rows; all of them stay prepared.
        source.setPreparedStatementCacheQueries(2_048);
        source.setPreparedStatementCacheSizeMiB(32);
        HikariConfig config = new HikariConfig();
        config.setPoolName(DATABASE);
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    private static ProcessEngine engine(DataSource connections, Map<String, String> waiting) {
        Map<Object, Object> beans = new HashMap<>(PeerRules.DEADLINES);
        beans.put("triage", (JavaDelegate) PeerRules::triage);
        beans.put("diagnosis", (JavaDelegate) PeerRules::diagnose);
        beans.put("announce", (ExecutionListener)
                (DelegateExecution at) -> waiting.put(at.getProcessInstanceId(), at.getId()));

        StandaloneProcessEngineConfiguration settings = new StandaloneProcessEngineConfiguration();
        settings.setDataSource(connections);
        settings.setDatabaseType("postgres");
        settings.setDatabaseSchemaUpdate("true");
        settings.setBeans(beans);
        settings.setHistoryLevel(HistoryLevel.AUDIT);
        settings.setAsyncExecutorActivate(true);
        settings.setIdGenerator(new StrongUuidGenerator());
        settings.setDisableIdmEngine(true);
        settings.setDisableEventRegistry(true);
        settings.setEnableConfiguratorServiceLoader(false);
        settings.setEnableEventDispatcher(false);
        settings.setEnableLocalization(false);
        settings.setEnableEagerExecutionTreeFetching(true);
        return settings.buildProcessEngine();
    }

    /**
     * Lets {@link #THREADS} threads bring cases from the call to their end, one after another each.
     *
     * @param duration after which no thread begins another case; each brings one through at least
     * @throws IllegalStateException when a case failed, or the history does not hold each of them as ended
     */
    Run run(Duration duration) throws InterruptedException {
        long untilNanos = System.nanoTime() + duration.toNanos();
        return run(() -> System.nanoTime() < untilNanos);
    }

    /** That many cases without a result; afterwards the planner is told what the tables hold by then. */
    void warmUp(int cases) throws InterruptedException, SQLException {
        AtomicInteger left = new AtomicInteger(cases - THREADS);
        run(() -> left.getAndDecrement() > 0);
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
            connection.commit();
        }
    }

    private Run run(BooleanSupplier another) throws InterruptedException {
        long begun = System.nanoTime();
        int cases = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                counts.add(threads.submit(() -> wholeFlows(another)));
            }
            for (Future<Integer> count : counts) {
                cases += count.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The peer failed: " + e.getMessage(), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        long told = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .finished()
                .count();
        if (told != ended.get()) {
            throw new IllegalStateException(
                    "Expected " + ended.get() + " ended cases in the peer's history, found " + told);
        }
        return new Run(cases, took);
    }

    private int wholeFlows(BooleanSupplier another) {
        int cases = 0;
        do {
            String caseId = report();
            answer(caseId);
            calledBack(caseId);
            cases++;
        } while (another.getAsBoolean());
        return cases;
    }

    /** A bot's report of a call; triage and diagnosis follow at once. Returns the case, which waits for its work order. */
    String report() {
        String callId = UUID.randomUUID().toString();
        String caller = "+8613" + String.format("%09d", calls.incrementAndGet() % 1_000_000_000);
        byte[] report = Catalogue.write(
                CapturedCall.of("bench", callId, caller).report().event());
        return engine.getRuntimeService()
                .startProcessInstanceByKey("case", callId, Map.of("report", new String(report, StandardCharsets.UTF_8)))
                .getId();
    }

    /** The department has resolved the work order; the case waits for its callback. */
    void answer(String caseId) {
        goOn(caseId, Map.of("answer", "resolved"));
    }

    /** The customer was reached and says it is solved; the case is at its end. */
    void calledBack(String caseId) {
        goOn(caseId, Map.of("outcome", "solved"));
        ended.incrementAndGet();
    }

    private void goOn(String caseId, Map<String, Object> said) {
        String execution = waiting.remove(caseId);
        if (execution == null) {
            throw new IllegalStateException("Expected case " + caseId + " to wait for something, found it does not");
        }
        engine.getRuntimeService().trigger(execution, said);
    }

    /** The engine, to look into. */
    ProcessEngine engine() {
        return engine;
    }

    /** Ends the engine and drops its database. */
    @Override
    public void close() throws SQLException {
        if (connections.isClosed()) {
            return;
        }
        engine.close();
        connections.close();
        onServer(adminUrl, admin, "drop database if exists " + DATABASE + " with (force)");
    }

    private static void onServer(String url, Login admin, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
