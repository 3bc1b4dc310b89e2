package org.firstline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.firstline.contracts.Topics;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.HttpDoor;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.local.Service;
import picocli.CommandLine.Option;

/** Deadlines: many pending, some falling due at an even rate, then very many in one instant (F4, F5). */
final class DeadlinesWorkload implements Workload {

    @Option(
            names = "--pending",
            defaultValue = "10000000",
            description = "Work orders whose deadlines are pending (default ${DEFAULT-VALUE}).")
    private int pending;

    @Option(
            names = "--due-rate",
            defaultValue = "1000",
            description = "Deadlines that fall due in a second (default ${DEFAULT-VALUE}).")
    private int dueRate;

    @Option(
            names = "--due-seconds",
            defaultValue = "60",
            description = "How long they do in each run (default ${DEFAULT-VALUE}).")
    private int dueSeconds;

    @Option(
            names = "--burst",
            defaultValue = "100000",
            description = "Deadlines that fall due in one instant (default ${DEFAULT-VALUE}).")
    private int burst;

    @Option(
            names = "--due-as",
            defaultValue = "BREACH",
            description = "What they do: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private PendingOrders.Step step = PendingOrders.Step.BREACH;

    /** So far ahead that none of what pends falls due while we measure, and all could have been opened by now. */
    private static final Duration NEAREST = Duration.ofHours(3);

    private static final Duration FARTHEST = Duration.ofDays(7);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int WARM_UP_SECONDS = 15;

    private static final Duration BARE_PROBE = Duration.ofSeconds(2);
    private static final Duration BARE_MEASURE = Duration.ofSeconds(10);

    /** A policy under which an order may have waited for days, so that there can be as many as there are to be. */
    private static final Map<String, Object> PATIENT_POLICY = Map.of(
            "acknowledgeWithin",
            "P10D",
            "resolveWithin",
            "P30D",
            "warnPercent",
            75,
            "reopenedPercent",
            25,
            "factorPercent",
            Map.of(),
            "desk",
            Map.of("answerWithin", "PT2H", "completeWithin", "PT2H", "callBackWithin", "PT4H", "closeWithin", "PT2H"),
            "ladder",
            List.of(
                    Map.of("role", "duty-person", "after", "PT0S"),
                    Map.of("role", "team-lead", "after", "PT4H"),
                    Map.of("role", "manager", "after", "PT8H"),
                    Map.of("role", "director", "after", "P1D")));

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        Shares shares = new Shares(pace.runs, pending, burst, dueSeconds * dueRate, WARM_UP_SECONDS * dueRate);
        try (Doors doors = Doors.of(ground.running());
                Connection database = ground.database();
                Admin admin = doors.admin()) {
            stampAsAppended(admin);
            setPolicy(doors);
            UUID caseId = firstCase(doors, database);
            PendingOrders orders = PendingOrders.like(ground::database, caseId);
            Generated generated = generate(ground, database, orders);
            UUID order = UUID.fromString(
                    text(database, "select id from escalation.work_order where case_id = '" + caseId + "'"));

            WholeFlow flow = new WholeFlow(doors, pace.mostOpen);
            Probe probe = new Probe(doors, flow, caseId, order);
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(flow);
            // All but the one on which the deadlines are told of: reading that would take part in what is measured.
            List<String> others = Doors.topics().stream()
                    .filter(topic -> !topic.equals(Topics.ESCALATION_WORK_ORDERS))
                    .toList();
            try (Tail tail = doors.follow(others, heard -> listeners.forEach(each -> each.accept(heard)))) {
                Ground.say(
                        "Warming up with " + pace.warmUp + " cases, then with deadlines for " + WARM_UP_SECONDS + " s");
                flow.asFastAsItGoes(pace.warmUp, Ground.PATIENCE);
                probe.during(() -> Firing.park(Instant.now().plusSeconds(WARM_UP_SECONDS / 3)));
                Map<String, Long> pids = ground.pids();
                Firing firing = new Firing(doors, admin, database, orders, pids, dueRate, step);
                firing.evenly(shares.steady(0, WARM_UP_SECONDS * dueRate));
                List<Firing.Steady> steady = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    Ground.say("Run " + run + " of " + pace.runs + ": " + dueRate + " deadlines a second for "
                            + dueSeconds + " s, " + pending + " pending");
                    steady.add(firing.evenly(shares.steady(run, dueSeconds * dueRate)));
                    Ground.say("  on the topic: "
                            + DeadlinesReport.lateness(steady.getLast().fired().publishedUs()));
                }
                Ground.say("The suite by itself, for " + dueSeconds / 2 + " s");
                Probe.Found before =
                        probe.during(() -> Firing.park(Instant.now().plusSeconds(dueSeconds / 2)));
                List<Firing.Burst> bursts = new ArrayList<>();
                for (int run = 1; run <= pace.runs; run++) {
                    Ground.say("Run " + run + " of " + pace.runs + ": " + burst + " deadlines in one instant");
                    bursts.add(firing.atOnce(shares.burst(run), probe));
                    Ground.say("  " + Math.round(bursts.getLast().fired().perSecondPublished()) + " deadlines/s");
                }
                requireNothingPutAside(database);
                Ground.say("A bare client that writes what escalation writes");
                BareClient.Result bare =
                        new BareDeadlines(ground::database, burst, step.events()).measure(BARE_PROBE, BARE_MEASURE);
                Ground.say("  " + Math.round(bare.perSecond()) + " deadlines/s");
                DeadlinesReport report =
                        new DeadlinesReport(pending, dueRate, step, generated, steady, before, bursts, bare);
                clearAway(ground, database);
                return report;
            }
        }
    }

    /** How the rows came to be. */
    record Generated(Duration took, long tableBytes, long indexBytes) {}

    private Generated generate(Ground ground, Connection database, PendingOrders orders)
            throws SQLException, InterruptedException {
        Ground.say("Writing " + pending + " pending work orders");
        long begun = System.nanoTime();
        ground.suite().takeAway(Service.ESCALATION.id());
        orders.write(pending, NEAREST, FARTHEST);
        ground.suite().bringBack(Service.ESCALATION.id());
        ground.suite().awaitReady(Service.ESCALATION.id(), PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Generated generated = new Generated(
                took,
                number(database, "select pg_table_size('escalation.work_order')"),
                number(database, "select pg_indexes_size('escalation.work_order')"));
        Ground.say("  took " + took.toSeconds() + " s, " + (generated.tableBytes() + generated.indexBytes() >> 20)
                + " MiB");
        return generated;
    }

    /** The broker's word for when an event can be read; the product's own setting is the sender's word for it. */
    private static void stampAsAppended(Admin admin) {
        Firing.asked(() -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.ESCALATION_WORK_ORDERS),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get());
    }

    private static void setPolicy(Doors doors) {
        HttpDoor operations = doors.http(Service.ESCALATION, "operations");
        for (String grade : List.of("G1", "G2", "G3", "G4")) {
            String path = "/deadline-policies/" + grade;
            HttpDoor.Answer answer = operations.change("PUT", path, path, PATIENT_POLICY);
            if (!answer.isGood()) {
                throw new IllegalStateException(
                        "PUT " + path + " was answered " + answer.status() + ": " + answer.json());
            }
        }
    }

    /** A case that the suite itself took as far as its department, which has not answered; the pattern of all others. */
    private static UUID firstCase(Doors doors, Connection database) throws SQLException {
        String call = UUID.randomUUID().toString();
        CapturedCall.of("bench", call, "+8613000000000").posts().forEach(doors::send);
        doors.flush();
        Firing.await("a first work order", () -> waiting(database, call).size(), 1);
        // Everybody has heard of it and the customer was told: nothing is written any more.
        Writes.settled(database);
        return waiting(database, call).getFirst();
    }

    /** The cases of this call that wait for their department to take them on; other workloads have left cases of theirs. */
    static List<UUID> waiting(Connection database, String call) {
        List<UUID> cases = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement("""
                select w.case_id from escalation.work_order w join intake.contact c on c.id = w.case_id
                 where c.root_call_id = ? and w.state = 'submitted'
                """)) {
            select.setString(1, call);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    cases.add(row.getObject(1, UUID.class));
                }
            }
            return cases;
        } catch (SQLException e) {
            throw new IllegalStateException("expected to find the work order of call " + call, e);
        }
    }

    private static void requireNothingPutAside(Connection database) throws SQLException {
        for (Service service : Service.values()) {
            for (String table : List.of("dead_letter", "held", "parked")) {
                long rows = number(database, "select count(*) from " + service.id() + "." + table);
                if (rows > 0) {
                    throw new IllegalStateException("expected nothing in " + service.id() + "'s " + table + ", found "
                            + rows + " rows: what was measured is not what the suite does with cases it knows");
                }
            }
        }
    }

    /** What other workloads are measured on is not to be as large as this. */
    private static void clearAway(Ground ground, Connection database) throws SQLException {
        ground.suite().takeAway(Service.ESCALATION.id());
        try (Statement statement = database.createStatement()) {
            statement.execute("truncate escalation.work_order, escalation.escalated_case");
            statement.execute("drop schema bench_pattern cascade");
        }
        ground.suite().bringBack(Service.ESCALATION.id());
        ground.suite().awaitReady(Service.ESCALATION.id(), PATIENCE);
    }

    private static long number(Connection database, String select) {
        return Long.parseLong(text(database, select));
    }

    private static String text(Connection database, String select) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("expected an answer to " + select, e);
        }
    }
}
