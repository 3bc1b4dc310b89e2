package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.firstline.local.LocalBroker;
import org.firstline.local.PortPlan;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerBehindALinkTest {

    @TempDir
    Path directory;

    @Test
    void who_comes_by_the_link_is_told_its_address_and_who_comes_straight_is_not() throws Exception {
        PortPlan ports = new PortPlan(Suite.freePortBase());
        try (Link link = Link.to(ports.kafkaByDetour());
                LocalBroker broker = LocalBroker.start(new LocalBroker.Settings(
                        directory.resolve("data"),
                        ports.base(),
                        ports.base() + 1,
                        Map.of(),
                        Optional.of(new LocalBroker.ByDetour(ports.kafkaByDetour(), link.port()))));
                Admin byLink = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + link.port()));
                Admin straight = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(port(byLink)).isEqualTo(link.port());
            assertThat(port(straight)).isEqualTo(ports.base());

            byLink.createTopics(List.of(new NewTopic("made-by-link", 1, (short) 1)))
                    .all()
                    .get();

            assertThat(straight.listTopics().names().get()).contains("made-by-link");
        }
    }

    private static int port(Admin admin) throws Exception {
        return admin.describeCluster().nodes().get().stream()
                .map(Node::port)
                .findFirst()
                .orElseThrow();
    }
}
