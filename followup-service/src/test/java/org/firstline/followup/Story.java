package org.firstline.followup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.firstline.contracts.Accountability;
import org.firstline.contracts.CaseFacts;
import org.firstline.contracts.CaseInput.CallbackReported;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent.CaseFixed;
import org.firstline.contracts.DiagnosisEvent.DiagnosisStarted;
import org.firstline.contracts.EscalationEvent.DeadlineBreached;
import org.firstline.contracts.EscalationEvent.WorkOrderCancelled;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.EscalationEvent.WorkOrderProgressed;
import org.firstline.contracts.EscalationEvent.WorkOrderResolved;
import org.firstline.contracts.IntakeEvent.CallbackOwed;
import org.firstline.contracts.IntakeEvent.CallbackSettled;
import org.firstline.contracts.IntakeEvent.CaseHandedOver;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.NextStep;
import org.firstline.contracts.Terms.OwnerKind;
import org.firstline.contracts.Topics;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Service;

/** One case as the other services tell it, and what followup made of it, seen in its database. */
public final class Story implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final UUID caseId = UUID.randomUUID();
    public final UUID workOrderId = UUID.randomUUID();
    public final String customerRef;
    private final Map<String, Long> sequences = new java.util.HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Connection database;

    public Story() {
        this("cust-zh-" + UUID.randomUUID());
    }

    public Story(String customerRef) {
        this.customerRef = customerRef;
        Properties settings = new Properties();
        settings.put("bootstrap.servers", EmbeddedStack.bootstrapServers());
        settings.put("acks", "all");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            Map<String, String> followup = EmbeddedStack.settings(Service.FOLLOWUP);
            this.database = DriverManager.getConnection(
                    EmbeddedStack.jdbcUrl() + (EmbeddedStack.jdbcUrl().contains("?") ? "&" : "?")
                            + "currentSchema=followup",
                    followup.get("firstline.database.user"),
                    followup.get("firstline.database.password"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public CaseFacts facts() {
        return new CaseFacts(
                Terms.ServiceLine.BROADBAND,
                "CN-31",
                Terms.CustomerClass.RESIDENTIAL,
                Terms.ContractClass.STANDARD,
                null,
                "svc-1",
                customerRef);
    }

    public CaseOpened opened() {
        return new CaseOpened(
                caseId, "bot", Terms.Handling.AUTOMATIC, null, now(), by(OwnerKind.FIRST_LINE, NextStep.RECORD_INTAKE));
    }

    public CallbackOwed owed() {
        return new CallbackOwed(caseId, "bot", now(), customerRef, by(OwnerKind.FOLLOW_UP, NextStep.CALL_BACK));
    }

    public CallbackSettled settled() {
        return new CallbackSettled(caseId, now(), by(OwnerKind.FOLLOW_UP, NextStep.CLOSE));
    }

    public CaseHandedOver handedOver() {
        return new CaseHandedOver(
                caseId,
                facts(),
                Terms.Category.BILLING,
                "billing",
                "20717",
                now(),
                by(OwnerKind.OTHER_DESK, NextStep.CLOSE));
    }

    public DiagnosisStarted diagnosed(int round) {
        return new DiagnosisStarted(
                caseId, round, facts(), null, null, now(), by(OwnerKind.FIRST_LINE, NextStep.DIAGNOSE));
    }

    public CaseFixed fixed(int round) {
        return new CaseFixed(
                caseId,
                round,
                facts(),
                "line.profile-wrong",
                "Profile set anew.",
                "20644",
                now(),
                by(OwnerKind.FOLLOW_UP, NextStep.CALL_BACK));
    }

    public WorkOrderOpened order(int submission) {
        return new WorkOrderOpened(
                caseId,
                workOrderId,
                facts(),
                "access-network",
                Terms.Grade.G2,
                submission,
                now().plus(30, ChronoUnit.MINUTES),
                now().plus(4, ChronoUnit.HOURS),
                now(),
                by(OwnerKind.DEPARTMENT, "access-network", NextStep.ACKNOWLEDGE_WORK_ORDER));
    }

    public WorkOrderProgressed progressed(Instant expectedAt) {
        return new WorkOrderProgressed(
                caseId,
                workOrderId,
                "access-network",
                expectedAt,
                null,
                now(),
                by(OwnerKind.DEPARTMENT, "access-network", NextStep.RESOLVE_WORK_ORDER));
    }

    public DeadlineBreached late() {
        return new DeadlineBreached(
                caseId,
                workOrderId,
                "access-network",
                Terms.DeadlineName.RESOLVE,
                1,
                now(),
                now(),
                by(OwnerKind.DEPARTMENT, "access-network", NextStep.RESOLVE_WORK_ORDER));
    }

    public WorkOrderResolved resolved() {
        return new WorkOrderResolved(
                caseId,
                workOrderId,
                facts(),
                "access-network",
                "access.olt-port-laser-failed",
                null,
                now(),
                by(OwnerKind.FOLLOW_UP, NextStep.CALL_BACK));
    }

    public WorkOrderCancelled cancelled(String cancelledBy, NextStep next) {
        return new WorkOrderCancelled(
                caseId, workOrderId, "access-network", cancelledBy, null, now(), by(OwnerKind.FOLLOW_UP, next));
    }

    public CallbackReported reported(int attempt, CallbackOutcome outcome) {
        return new CallbackReported(
                caseId, "dialer", attempt, outcome, outcome == CallbackOutcome.NOT_REACHED ? null : 5, null);
    }

    /** Says an event of a service, or of a dialer, as it says it. */
    public Story say(SuiteEvent event) {
        String type = Catalogue.typeOf(event);
        String publisher = type.split("\\.")[2];
        boolean ofCase = event instanceof SuiteEvent.OfCase;
        long sequence = ofCase ? sequences.merge(publisher, 1L, Long::sum) : 0;
        String topic =
                switch (publisher) {
                    case "intake" -> Topics.INTAKE_CASES;
                    case "diagnosis" -> Topics.DIAGNOSIS_CASES;
                    case "escalation" -> Topics.ESCALATION_WORK_ORDERS;
                    default -> Topics.CASE_INPUTS;
                };
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(
                headers,
                "ce_id",
                ofCase ? caseId + ":" + sequence : UUID.randomUUID().toString());
        header(headers, "ce_source", ofCase ? "/firstline/" + publisher : "/dialer");
        header(headers, "ce_type", type);
        if (ofCase) {
            header(headers, "ce_sequence", Long.toString(sequence));
        }
        header(headers, "content-type", "application/json");
        send(topic, caseId.toString().getBytes(StandardCharsets.UTF_8), Catalogue.write(event), headers);
        return this;
    }

    /** Puts a record on a topic as it is. */
    public void send(String topic, byte[] key, byte[] value, RecordHeaders headers) {
        try {
            producer.send(new ProducerRecord<>(topic, null, key, value, headers))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void header(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The kinds of what was said of the case by a service, in its order, such as {@code case-closed}. */
    public List<String> said(String publisher) {
        return texts("select replace(replace(type, 'org.firstline." + publisher + ".', ''), '.v1', '') from story"
                + " where case_id = '" + caseId + "' and publisher = '" + publisher + "' order by number");
    }

    /** Waits until followup has said these of the case, notices aside. */
    public Story until(String... kinds) {
        return awaiting(() -> followupSaid().equals(List.of(kinds)), "followup to say " + List.of(kinds));
    }

    /** What followup said, notices aside. */
    public List<String> followupSaid() {
        return said("followup").stream()
                .filter(kind -> !kind.equals("customer-informed"))
                .toList();
    }

    /** Waits until the customer's notices stand like this, such as {@code PROMISE DELIVERED}. */
    public Story untilNotices(String... notices) {
        return awaiting(() -> notices().equals(List.of(notices)), "notices " + List.of(notices));
    }

    public List<String> notices() {
        return texts("select about || ' ' || state from notice where case_id = '" + caseId + "' order by number");
    }

    public Story awaiting(BooleanSupplier condition, String what) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("expected " + what + ", found " + said("followup") + " " + notices() + " "
                        + texts("select owner || ' ' || next_step || ' ' || phase from followup_case where case_id = '"
                                + caseId + "'"));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return this;
    }

    public String one(String sql) {
        List<String> all = texts(sql);
        return all.isEmpty() ? "nothing" : all.getFirst();
    }

    public List<String> texts(String sql) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void run(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves suite time on. */
    public Story later(Duration by) {
        run("update suite_clock set ahead = ahead + interval '" + by.toSeconds() + " seconds'");
        return this;
    }

    /** Suite time. */
    public Instant now() {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select suite_now()")) {
            rows.next();
            return rows.getObject(1, java.time.OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Accountability by(OwnerKind owner, NextStep next) {
        return by(owner, null, next);
    }

    private Accountability by(OwnerKind owner, String ownerId, NextStep next) {
        return new Accountability(owner, ownerId, next, now().plus(1, ChronoUnit.HOURS));
    }

    @Override
    public void close() {
        producer.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
