package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.DepartmentOrder.Submitted;
import org.firstline.contracts.FollowupEvent.CustomerInformed;
import org.firstline.contracts.Terms.CallbackOutcome;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.NoticeAbout;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.local.Service;
import org.junit.jupiter.api.Test;

/** One trace shows one case's way, through outbox and Kafka, whoever sets the case going again in between. */
class OneTraceTest {

    private static final String W3C = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    private final TheSuite suite = TheSuite.running();

    @Test
    void everything_said_of_a_case_is_in_one_trace_that_all_four_services_export() {
        Customer customer = escalatedAndSolved();

        List<ConsumerRecord<byte[], byte[]>> said = saidOf(customer);
        Set<String> traces = said.stream().map(OneTraceTest::traceId).collect(Collectors.toSet());

        assertThat(said).extracting(ConsumerRecord::topic).contains(ours());
        assertThat(said).allSatisfy(record -> assertThat(Records.header(record, "traceparent"))
                .as(Records.header(record, "ce_type"))
                .matches(W3C));
        assertThat(traces).as("traces of " + said.size() + " events").hasSize(1);
        String trace = traces.iterator().next();
        Patience.until("spans of all four services in trace " + trace, () -> suite.spans().of(trace).stream()
                .map(SpanCollector.Span::service)
                .collect(Collectors.toSet())
                .equals(Set.of("intake", "diagnosis", "escalation", "followup")));
    }

    @Test
    void what_sets_a_case_going_in_a_trace_of_its_own_is_linked_to() {
        Customer customer = escalatedAndSolved();
        String trace = traceId(saidOf(customer).getFirst());

        Patience.until("links to the department's and the dialer's traces", () -> {
            List<SpanCollector.Span> spans = suite.spans().of(trace);
            Set<String> linked =
                    spans.stream().flatMap(span -> span.links().stream()).collect(Collectors.toSet());
            return suite.spans().spans().stream()
                    .filter(span -> linked.contains(span.traceId()))
                    .map(SpanCollector.Span::service)
                    .collect(Collectors.toSet())
                    .containsAll(Set.of("escalation", "followup"));
        });
    }

    private Customer escalatedAndSolved() {
        Customer customer = new Customer().reportsToABot(Category.NETWORK_FAULT, "broadband.los");
        Submitted order = customer.submitted(1);
        customer.answers(order.department(), new DepartmentAnswer.Accepted(order.workOrderId(), "staff-1"));
        HttpDoor door = suite.doors().http(Service.ESCALATION, "dept-" + order.department());
        assertThat(door.post(
                                "/work-orders/" + order.workOrderId() + "/answers",
                                Map.of("type", "resolved", "cause", "access.fibre-cut"),
                                Map.of("Idempotency-Key", "resolved-" + order.workOrderId()))
                        .status())
                .isEqualTo(200);
        customer.isCalledBack(1, CallbackOutcome.SOLVED);
        customer.closedCase();
        customer.hears(CustomerInformed.class, informed -> informed.about() == NoticeAbout.THANKS);
        return customer;
    }

    /** What our services said of the case; what outsiders say has whatever trace they have. */
    private List<ConsumerRecord<byte[], byte[]>> saidOf(Customer customer) {
        List<String> topics = Doors.topics().stream()
                .filter(topic -> !topic.equals(Topics.CASE_INPUTS) && !topic.endsWith(".answers"))
                .toList();
        return Records.of(suite.suite().running(), topics).stream()
                .filter(record -> Records.key(record).equals(customer.caseId().toString()))
                .toList();
    }

    private static String[] ours() {
        return new String[] {
            Topics.INTAKE_CASES, Topics.DIAGNOSIS_CASES, Topics.ESCALATION_WORK_ORDERS, Topics.FOLLOWUP_CASES
        };
    }

    private static String traceId(ConsumerRecord<byte[], byte[]> record) {
        String traceparent = Records.header(record, "traceparent");
        return traceparent.length() < 35 ? traceparent : traceparent.substring(3, 35);
    }
}
