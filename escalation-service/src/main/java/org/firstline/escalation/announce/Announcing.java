package org.firstline.escalation.announce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Topics;
import org.firstline.escalation.domain.Notice;
import org.firstline.escalation.domain.WorkOrder.Head;
import org.firstline.messaging.Announcement;
import org.jspecify.annotations.Nullable;

/** Puts what was decided on its topics: to the whole suite, or to the one department it is for. */
public final class Announcing {

    private Announcing() {}

    /**
     * The announcements of one decision, in order.
     *
     * @param sequence number of the last event announced about the case; the first here gets the next one
     * @param causationId identity of the event that led to it; null for a person's or the clock's doing
     */
    public static List<Announcement> of(
            Head head,
            List<Notice> notices,
            long sequence,
            @Nullable String causationId,
            @Nullable String traceparent,
            Instant at) {
        List<Announcement> announcements = new ArrayList<>(notices.size());
        long number = sequence;
        for (Notice notice : notices) {
            SuiteEvent event = Spoken.event(head, notice, at);
            number++;
            announcements.add(Announcement.ofCase(
                    topic(notice),
                    head.caseId().toString(),
                    Catalogue.typeOf(event),
                    number,
                    causationId,
                    traceparent,
                    at,
                    Catalogue.write(event)));
        }
        return announcements;
    }

    private static String topic(Notice notice) {
        return switch (notice) {
            case Notice.Public said -> Topics.ESCALATION_WORK_ORDERS;
            case Notice.ToDepartment said ->
                Topics.workOrdersOf(said.department().value());
        };
    }
}
