package org.firstline.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The suite's topics: names, partitions, how long records stay, and whose clock stamps them. */
public final class Topics {

    public static final String CALL_EVENTS = "call-events";
    public static final String INTAKE_CASES = "intake.cases";
    public static final String DIAGNOSIS_CASES = "diagnosis.cases";
    public static final String WORK_ORDERS = "escalation.work-orders";
    public static final String CASE_INPUTS = "case-inputs";
    public static final String FOLLOWUP_CASES = "followup.cases";

    private static final int PARTITIONS = 4;
    private static final int DEPARTMENT_PARTITIONS = 2;
    /** Call events carry what a caller said: they go after a day. */
    private static final Duration CALL_EVENTS_KEPT = Duration.ofHours(24);

    private static final Duration KEPT = Duration.ofDays(7);
    /** The broker deletes whole segments only: a segment open for a week would keep its first record for a week. */
    private static final int SEGMENTS_PER_RETENTION = 24;

    private Topics() {}

    /** The topic of work orders for a department. */
    public static String workOrdersFor(String department) {
        return "departments." + department + ".work-orders";
    }

    /** The topic of a department's answers. */
    public static String answersOf(String department) {
        return "departments." + department + ".answers";
    }

    /** The topic of what a service could not read or decide. */
    public static String deadLettersOf(Service service) {
        return service.id() + ".dead-letters";
    }

    /** Every topic of the suite, as it is to be created. */
    public static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        topics.add(topic(CALL_EVENTS, PARTITIONS, CALL_EVENTS_KEPT, Clock.BROKER));
        topics.add(topic(INTAKE_CASES, PARTITIONS, KEPT, Clock.WRITER));
        topics.add(topic(DIAGNOSIS_CASES, PARTITIONS, KEPT, Clock.WRITER));
        topics.add(topic(WORK_ORDERS, PARTITIONS, KEPT, Clock.WRITER));
        topics.add(topic(CASE_INPUTS, PARTITIONS, KEPT, Clock.BROKER));
        topics.add(topic(FOLLOWUP_CASES, PARTITIONS, KEPT, Clock.WRITER));
        for (var department : Departments.ids()) {
            topics.add(topic(workOrdersFor(department), DEPARTMENT_PARTITIONS, KEPT, Clock.WRITER));
            topics.add(topic(answersOf(department), DEPARTMENT_PARTITIONS, KEPT, Clock.BROKER));
        }
        for (var service : Service.values()) {
            topics.add(topic(deadLettersOf(service), PARTITIONS, KEPT, Clock.WRITER));
        }
        return List.copyOf(topics);
    }

    /** Creates the topics that are missing; those that exist stay as they are. */
    public static void create(Admin admin) {
        try {
            var existing = new HashSet<>(admin.listTopics().names().get());
            var missing = all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            for (var result : admin.createTopics(missing).values().entrySet()) {
                try {
                    result.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("Cannot create topic " + result.getKey(), e.getCause());
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot list the broker's topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble("Interrupted while the topics were being created", e);
        }
    }

    private enum Clock {
        /** The broker's time of receipt: what came from outside cannot claim to have come earlier. */
        BROKER("LogAppendTime"),
        WRITER("CreateTime");

        private final String type;

        Clock(String type) {
            this.type = type;
        }
    }

    private static NewTopic topic(String name, int partitions, Duration kept, Clock clock) {
        var configuration = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(kept.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(kept.dividedBy(SEGMENTS_PER_RETENTION).toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                clock.type);
        return new NewTopic(name, partitions, (short) 1).configs(configuration);
    }
}
