package org.firstline.intake.listen;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.firstline.contracts.Topics;
import org.firstline.intake.flow.CaseNews;
import org.firstline.messaging.Route;

/** All that this service hears of cases from others: one consumer, a route for each topic. */
@ApplicationScoped
class CaseEvents {

    private final Route<CaseNews> workOrders;
    private final Route<CaseNews> followupCases;

    CaseEvents(WorkOrders workOrders, FollowupCases followupCases) {
        this.workOrders = workOrders.route();
        this.followupCases = followupCases.route();
    }

    @Incoming("case-events")
    Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> channel() {
        return Route.channel(List.of(workOrders, followupCases), this::of);
    }

    private Route<CaseNews> of(String topic) {
        return switch (topic) {
            case Topics.ESCALATION_WORK_ORDERS -> workOrders;
            case Topics.FOLLOWUP_CASES -> followupCases;
            default -> throw new IllegalArgumentException("expected a topic of the channel, found " + topic);
        };
    }
}
