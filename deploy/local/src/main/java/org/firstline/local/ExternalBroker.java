package org.firstline.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A Kafka cluster that is not ours. Its topics are created if the login given may; who may read and write them is the
 * business of its administrator, and only looked at.
 *
 * @param common client settings, by Kafka's names
 * @param own what goes before them, by service
 */
record ExternalBroker(Map<String, String> common, Map<String, Map<String, String>> own) {

    private static final String REQUEST_WITHIN_MS = "10000";
    private static final String ANSWER_WITHIN_MS = "20000";

    ExternalBroker {
        common = Map.copyOf(common);
        own = Map.copyOf(own);
    }

    String bootstrapServers() {
        return String.valueOf(common.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The client settings of a principal: a service's, or the common ones. */
    Map<String, String> settings(String principal) {
        var settings = new TreeMap<>(common);
        settings.putAll(own.getOrDefault(principal, Map.of()));
        return settings;
    }

    /** The environment in which a service finds it. */
    Map<String, String> environment(Service service) {
        var environment = new TreeMap<String, String>();
        settings(service.id()).forEach((name, value) -> environment.put(ExternalServers.variable(name), value));
        return environment;
    }

    /**
     * Creates the topics that are missing, and looks whether each service may read and write what it must.
     *
     * @throws LocalTrouble saying what is missing and what to do
     */
    void prepare() {
        asked(common, this::createTopics);
        var refused = new ArrayList<String>();
        for (var grant : ExternalServers.grants()) {
            asked(settings(grant.principal()), admin -> refused.addAll(refused(admin, grant)));
        }
        if (!refused.isEmpty()) {
            throw new LocalTrouble(String.join("\n", refused) + "\n" + Words.of("external-rights-what-to-do"));
        }
    }

    private interface Question {
        void ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private void asked(Map<String, String> settings, Question question) {
        var limited = new HashMap<String, Object>(settings);
        limited.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_WITHIN_MS);
        limited.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        try (var admin = Admin.create(limited)) {
            question.ask(admin);
        } catch (ExecutionException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
    }

    private LocalTrouble away(Throwable reason) {
        return new LocalTrouble(Words.of("external-broker-away", bootstrapServers(), Words.why(reason)), reason);
    }

    private void createTopics(Admin admin) throws ExecutionException, InterruptedException {
        var missing = Topics.missing(admin);
        for (var result : Topics.createAll(admin, missing).entrySet()) {
            if (result.getValue() instanceof AuthorizationException) {
                throw new LocalTrouble(Words.of("external-topics", bootstrapServers(), names(missing)));
            }
            throw new LocalTrouble(
                    Words.of("external-topic-fault", result.getKey(), bootstrapServers(), Words.why(result.getValue())),
                    result.getValue());
        }
    }

    private static String names(List<NewTopic> topics) {
        return String.join(", ", topics.stream().map(NewTopic::name).sorted().toList());
    }

    private static List<String> refused(Admin admin, Acls.Grant grant) throws ExecutionException, InterruptedException {
        var refused = new ArrayList<String>();
        refused.addAll(refused(admin, grant.principal(), grant.reads(), AclOperation.READ));
        refused.addAll(refused(admin, grant.principal(), grant.writes(), AclOperation.WRITE));
        return refused;
    }

    private static List<String> refused(
            Admin admin, String principal, Collection<String> topics, AclOperation operation)
            throws ExecutionException, InterruptedException {
        var described = admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        var refused = new ArrayList<String>();
        for (var entry : new TreeMap<>(described).entrySet()) {
            try {
                // A broker that does not say what is allowed leaves it to the service to find out.
                var allowed = Optional.ofNullable(entry.getValue().get().authorizedOperations());
                if (allowed.isPresent() && !allowed.get().contains(operation)) {
                    refused.add(Words.of("external-right", principal, operation, entry.getKey()));
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException
                        || e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                refused.add(Words.of("external-right", principal, operation, entry.getKey()));
            }
        }
        return refused;
    }
}
