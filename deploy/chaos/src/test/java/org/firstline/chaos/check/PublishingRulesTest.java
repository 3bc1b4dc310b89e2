package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstline.chaos.check.Made.CASE;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** P4 and the story: the same set, byte for byte, in order, with contiguous numbers, told the same. */
class PublishingRulesTest {

    private static final Predicate<Published> TRIAGED = one -> one.type().equals(Types.CASE_TRIAGED);

    private final Made made = Made.sound();

    @Test
    void what_was_committed_and_never_published_is_lost() {
        made.published.removeIf(one -> one.type().equals(Types.CASE_CLOSED));
        made.story.removeIf(one -> one.type().equals(Types.CASE_CLOSED));

        Violation lost = Broken.by(new PublishedAsCommitted(), made);

        assertThat(lost.promise()).isEqualTo(Promise.P4);
        assertThat(lost.what()).contains("found it nowhere");
        assertThat(lost.shown()).anyMatch(line -> line.contains("followup.outbox row"));
    }

    @Test
    void what_was_published_and_never_committed_is_of_a_transaction_that_was_rolled_back() {
        made.written.removeIf(one -> one.type().equals(Types.CASE_CLOSED));

        assertThat(Broken.by(new PublishedAsCommitted(), made).what()).contains("no committed transaction");
    }

    @Test
    void other_bytes_than_were_committed_are_found_in_a_repeat_too() {
        Published original = made.published.stream().filter(TRIAGED).findFirst().orElseThrow();
        made.published.add(original);
        Broken.nothing(made);

        made.published.add(with(original, original.headers(), "{\"caseId\":\"another\"}"));

        assertThat(Broken.by(new PublishedAsCommitted(), made).what()).contains("found another data");
    }

    @Test
    void another_header_than_was_committed_is_found() {
        made.replacePublished(TRIAGED, one -> {
            Map<String, String> headers = new TreeMap<>(one.headers());
            headers.put("traceparent", "00-1-2-01");
            return with(one, headers, "{\"caseId\":\"" + CASE + "\"}");
        });

        assertThat(Broken.by(new PublishedAsCommitted(), made).what()).contains("found another envelope");
    }

    @Test
    void an_event_that_was_committed_twice_is_doubled() {
        made.written.add(made.written.getFirst());

        assertThat(Broken.by(new PublishedAsCommitted(), made).what()).contains("committed once, found it twice");
    }

    @Test
    void events_of_a_case_that_stand_in_another_order_than_they_were_committed_in_are_found() {
        Published first = made.published.stream()
                .filter(one -> one.type().equals(Types.CASE_OPENED))
                .findFirst()
                .orElseThrow();
        made.published.remove(first);
        made.published.add(first);

        Violation order = Broken.by(new OrderPerCase(), made);

        assertThat(order.promise()).isEqualTo(Promise.P4);
        assertThat(order.about()).isEqualTo("case " + CASE);
        assertThat(new SequencesContiguous().broken(made.evidence())).hasSize(1);
    }

    @Test
    void a_run_that_is_repeated_from_its_beginning_is_in_order() {
        made.published.addAll(made.published.stream()
                .filter(one -> one.topic().equals("intake.cases"))
                .toList());

        Broken.nothing(made);
    }

    @Test
    void a_gap_in_the_numbers_of_a_case_is_found() {
        made.said("followup", "followup.cases", 4, Types.CUSTOMER_INFORMED, "{\"noticeId\":\"" + CASE + "-2\"}", null);

        Violation gap = Broken.by(new SequencesContiguous(), made);

        assertThat(gap.what()).contains("expected number 3").contains("found 4");
    }

    @Test
    void a_number_that_is_given_twice_is_found() {
        made.said("escalation", "departments.d.work-orders", 3, "x", "{}", null);
        made.story.removeLast();

        assertThat(Broken.by(new SequencesContiguous(), made).what()).contains("expected number 4");
    }

    @Test
    void numbers_may_go_over_two_topics_of_one_publisher() {
        made.said("escalation", "departments.d.work-orders", 4, "x", "{}", null);
        made.story.removeLast();

        Broken.nothing(made);
    }

    @Test
    void a_gap_in_the_timeline_is_found() {
        made.story.removeIf(line -> line.type().equals(Types.ESCALATION_NEEDED));

        Violation gap = Broken.by(new SameStory(), made);

        assertThat(gap.promise()).isEqualTo(Promise.STORY);
        assertThat(gap.what()).contains("found a gap");
    }

    @Test
    void other_words_in_the_timeline_are_found_and_another_spelling_is_not() {
        made.story.replaceAll(line -> line.type().equals(Types.CASE_OPENED)
                ? new Rows.Told(CASE, "intake", 1, line.type(), " { \"caseId\" : \"" + CASE + "\" } ")
                : line);
        Broken.nothing(made);

        made.story.replaceAll(line -> line.type().equals(Types.CASE_OPENED)
                ? new Rows.Told(CASE, "intake", 1, line.type(), "{\"caseId\":\"another\"}")
                : line);

        assertThat(Broken.by(new SameStory(), made).what()).contains("found other words");
    }

    @Test
    void more_in_the_timeline_than_was_said_is_found() {
        made.story.add(new Rows.Told(CASE, "diagnosis", 2, "x", "{}"));

        assertThat(Broken.by(new SameStory(), made).what()).contains("found more");
    }

    private static Published with(Published one, Map<String, String> headers, String value) {
        return new Published(
                one.topic(),
                one.partition(),
                one.offset() + 5_000,
                one.recordedAt(),
                one.key(),
                headers,
                value.getBytes(StandardCharsets.UTF_8));
    }
}
