package org.firstline.drive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CallEvent.ProblemReported;
import org.firstline.drive.CapturedCall;
import org.junit.jupiter.api.Test;

class LoggedCallsTest {

    private final LoggedCalls calls = LoggedCalls.read(Samples.LOG);

    @Test
    void each_incident_is_one_call_with_what_its_first_row_says() {
        List<Incident> incidents = IncidentLog.read(Samples.LOG).incidents();

        assertThat(calls.incidents()).isEqualTo(60);
        for (int place = 0; place < incidents.size(); place++) {
            CapturedCall call = calls.apply(place + 1);
            assertThat(((ProblemReported) call.report().event()).problem())
                    .isEqualTo(Codes.problem(incidents.get(place).first()));
            assertThat(call.posts())
                    .extracting(post -> ((CallEvent) post.event()).rootCallId())
                    .containsOnly(call.report().key());
        }
    }

    @Test
    void the_log_over_and_over_is_never_twice_the_same_call_or_customer() {
        List<ProblemReported> reports = LongStream.rangeClosed(1, 60_000)
                .mapToObj(calls::apply)
                .map(call -> (ProblemReported) call.report().event())
                .toList();

        assertThat(reports).extracting(ProblemReported::rootCallId).doesNotHaveDuplicates();
        assertThat(reports).extracting(ProblemReported::callerNumber).doesNotHaveDuplicates();
    }
}
