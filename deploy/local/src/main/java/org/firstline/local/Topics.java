package org.firstline.local;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The suite's topics on the broker, as the contracts declare them. */
public final class Topics {

    private static final int SEGMENTS_PER_RETENTION = 24;

    private Topics() {}

    /** Every topic of the suite, as it is to be created. */
    public static List<NewTopic> all() {
        return Channels.declared().channels().stream()
                .flatMap(channel -> named(channel.address()).map(name -> topic(name, channel)))
                .toList();
    }

    /** Creates the topics that are missing; those that exist stay as they are. */
    public static void create(Admin admin) {
        try {
            createAll(admin, missing(admin)).forEach((name, reason) -> {
                throw new IllegalStateException("Cannot create topic " + name, reason);
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot list the broker's topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
    }

    /** The topics that the broker lacks, or hides from this login. */
    static List<NewTopic> missing(Admin admin) throws ExecutionException, InterruptedException {
        var existing = new HashSet<>(admin.listTopics().names().get());
        return all().stream().filter(topic -> !existing.contains(topic.name())).toList();
    }

    /** Creates the topics, and returns why which of them cannot be; one that came into being meanwhile is fine. */
    static Map<String, Throwable> createAll(Admin admin, List<NewTopic> topics) throws InterruptedException {
        var failed = new TreeMap<String, Throwable>();
        for (var result : admin.createTopics(topics).values().entrySet()) {
            try {
                result.getValue().get();
            } catch (ExecutionException e) {
                var reason = e.getCause() == null ? e : e.getCause();
                if (!(reason instanceof TopicExistsException)) {
                    failed.put(result.getKey(), reason);
                }
            }
        }
        return failed;
    }

    /** The topics of an address: itself, or one for each department or service that its parameter stands for. */
    static Stream<String> named(String address) {
        if (address.contains(Channels.DEPARTMENT)) {
            return Channels.declared().departments().stream().map(id -> address.replace(Channels.DEPARTMENT, id));
        }
        if (address.contains(Channels.SERVICE)) {
            return Arrays.stream(Service.values()).map(service -> address.replace(Channels.SERVICE, service.id()));
        }
        return Stream.of(address);
    }

    private static NewTopic topic(String name, Channels.Channel channel) {
        var configuration = new HashMap<>(channel.configuration());
        // The broker deletes whole segments only: one that stays open for a week keeps its first record for a week.
        long retentionMs = Long.parseLong(configuration.get(TopicConfig.RETENTION_MS_CONFIG));
        configuration.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(retentionMs / SEGMENTS_PER_RETENTION));
        // As many replicas as the broker's own default says: one on ours, more on a cluster.
        return new NewTopic(name, Optional.of(channel.partitions()), Optional.empty()).configs(configuration);
    }
}
