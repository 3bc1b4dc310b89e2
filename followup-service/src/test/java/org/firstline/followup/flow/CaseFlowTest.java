package org.firstline.followup.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.firstline.followup.Outside;
import org.firstline.followup.Story;
import org.firstline.followup.domain.Accountable;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.EventId;
import org.firstline.followup.domain.Input;
import org.firstline.followup.domain.News;
import org.firstline.followup.domain.Position;
import org.firstline.followup.domain.Publisher;
import org.firstline.local.EmbeddedStack;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Letter;
import org.firstline.messaging.PostOffice;
import org.firstline.messaging.Taken;
import org.junit.jupiter.api.Test;

/** The flow on the real database. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class CaseFlowTest {

    @Inject
    PostOffice office;

    @Inject
    CaseFlow flow;

    @Test
    void a_batch_of_many_cases_and_several_events_each_is_kept_whole() {
        try (Story story = new Story()) {
            List<Delivery<Input>> batch = new ArrayList<>();
            List<CaseId> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                CaseId id = new CaseId(UUID.randomUUID());
                ids.add(id);
                batch.add(heard(story, id, 1, new News.Opened()));
                batch.add(heard(story, id, 2, new News.Other(null)));
            }
            Collections.shuffle(batch, new Random(7));

            take(batch);

            assertThat(story.one("select count(*) from story where case_id = any('{" + joined(ids) + "}')"))
                    .isEqualTo("400");
            assertThat(story.one("select count(*) from followup_case where version = 1 and case_id = any('{"
                            + joined(ids) + "}')"))
                    .isEqualTo("200");
        }
    }

    @Test
    void a_crash_between_saving_and_announcing_leaves_nothing_behind() {
        try (Story story = new Story()) {
            CaseId id = new CaseId(story.caseId);
            story.run("alter table outbox add constraint crash check (aggregateid <> '" + id + "') not valid");
            try {
                assertThatThrownBy(() -> take(List.of(heard(story, id, 1, new News.Owed()))))
                        .isNotNull();
            } finally {
                story.run("alter table outbox drop constraint crash");
            }

            assertThat(story.one("select count(*) from followup_case where case_id = '" + id + "'"))
                    .isEqualTo("0");
            assertThat(story.one("select count(*) from story where case_id = '" + id + "'"))
                    .isEqualTo("0");
            assertThat(story.one("select count(*) from notice where case_id = '" + id + "'"))
                    .isEqualTo("0");

            take(List.of(heard(story, id, 1, new News.Owed())));
            assertThat(story.followupSaid()).containsExactly("callback-scheduled");
        }
    }

    @Test
    void what_another_publisher_said_before_does_not_move_the_case_but_is_told() {
        try (Story story = new Story()) {
            CaseId id = new CaseId(story.caseId);
            take(List.of(heard(story, id, 2, new News.HandedOver("billing"))));
            take(List.of(heard(story, id, 1, new News.Opened())));

            assertThat(story.said("intake")).hasSize(2);
            assertThat(story.one("select status from followup_case where case_id = '" + id + "'"))
                    .isEqualTo("closed");
            assertThat(story.followupSaid()).containsExactly("case-closed");
        }
    }

    @Test
    void a_report_for_a_case_that_nobody_has_heard_of_makes_no_case() {
        try (Story story = new Story()) {
            CaseId id = new CaseId(story.caseId);
            Input report = new Input.ReportCallback(
                    id, 1, org.firstline.followup.domain.CallbackOutcome.SOLVED, null, "dialer");

            Taken<Input> taken = take(List.of(new Delivery<>(letter(id, 0), report, null)));

            assertThat(taken.held()).hasSize(1);
            assertThat(story.one("select count(*) from followup_case where case_id = '" + id + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void what_a_notice_says_of_who_is_accountable_is_as_it_was_decided_whatever_happens_before_it_is_sent() {
        try (Story story = new Story()) {
            CaseId id = new CaseId(story.caseId);
            News order = new News.OrderOpened(story.workOrderId, "access-network", 1, story.now());
            News begun = new News.OrderProgressed("access-network", null);

            take(List.of(
                    said(story, id, 1, order, Accountable.NextStep.ACKNOWLEDGE_WORK_ORDER),
                    said(story, id, 2, begun, Accountable.NextStep.RESOLVE_WORK_ORDER)));

            story.awaiting(() -> story.said("followup").equals(List.of("customer-informed")), "the promise to be told");
            assertThat(story.one("select data -> 'accountability' ->> 'nextStep' from story where case_id = '" + id
                            + "' and publisher = 'followup'"))
                    .isEqualTo("ACKNOWLEDGE_WORK_ORDER");
            assertThat(story.one("select next_step from followup_case where case_id = '" + id + "'"))
                    .isEqualTo("RESOLVE_WORK_ORDER");
        }
    }

    private Taken<Input> take(List<Delivery<Input>> batch) {
        return office.transact(transaction -> flow.take(transaction, batch))
                .await()
                .atMost(Duration.ofMinutes(1));
    }

    private static String joined(List<CaseId> ids) {
        return String.join(",", ids.stream().map(CaseId::toString).toList());
    }

    private static Delivery<Input> heard(Story story, CaseId id, long number, News news) {
        return said(story, id, number, news, Accountable.NextStep.RECORD_INTAKE);
    }

    private static Delivery<Input> said(Story story, CaseId id, long number, News news, Accountable.NextStep next) {
        return new Delivery<>(
                letter(id, number),
                new Input.Hear(
                        id,
                        new Position(new EventId(Publisher.INTAKE, number), story.now(), null),
                        true,
                        new Accountable(Accountable.Owner.FIRST_LINE, null, next, story.now()),
                        "cust-1",
                        news),
                null);
    }

    private static Letter letter(CaseId id, long number) {
        return new Letter(
                "/firstline/intake",
                id + ":" + number,
                "org.firstline.intake.test.v1",
                id.toString(),
                "intake.cases",
                java.time.Instant.EPOCH,
                number,
                null,
                null,
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
