package org.firstline.followup.flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.firstline.followup.connect.ContactPoints;
import org.firstline.followup.connect.ContactPoints.ContactPoint;
import org.firstline.followup.connect.Message;
import org.firstline.followup.connect.Outbound;
import org.firstline.followup.connect.Sent;
import org.firstline.followup.db.Notices;
import org.firstline.followup.db.Notices.Claimed;
import org.firstline.followup.db.Notices.State;
import org.firstline.followup.db.Notices.Tried;
import org.firstline.followup.db.Templates;
import org.firstline.followup.domain.Words;
import org.firstline.messaging.PostOffice;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells customers: takes on what is due, asks intake where the customers are reached, sends, and brings the results back
 * as inputs. No transaction is open while the outside world is asked. A crash between sending and the result sends again
 * once the lease is over: twice is possible, never is not; the notice's id lets a gateway drop the second.
 */
@ApplicationScoped
public class Sending {

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final PostOffice office;
    private final Notices notices;
    private final Templates templates;
    private final ContactPoints contactPoints;
    private final Outbound outbound;
    private final CaseFlow flow;
    private final FollowupSettings settings;

    Sending(
            PostOffice office,
            Notices notices,
            Templates templates,
            ContactPoints contactPoints,
            @Chosen Outbound outbound,
            CaseFlow flow,
            FollowupSettings settings) {
        this.office = office;
        this.notices = notices;
        this.templates = templates;
        this.contactPoints = contactPoints;
        this.outbound = outbound;
        this.flow = flow;
        this.settings = settings;
    }

    /** Sends what is due; answers whether there may be more of it. */
    public Uni<Boolean> round() {
        return office.isAny(Notices.ANY_TO_SEND)
                .flatMap(any -> any ? take() : Uni.createFrom().item(false));
    }

    private Uni<Boolean> take() {
        return office.transact(transaction -> notices.claim(
                        transaction.sql(),
                        transaction.at(),
                        ContactPoints.MOST,
                        settings.notice().lease()))
                .flatMap(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(false)
                        : send(claimed).replaceWith(claimed.size() == ContactPoints.MOST));
    }

    private Uni<Void> send(List<Claimed> claimed) {
        Set<String> customers = new LinkedHashSet<>();
        for (Claimed notice : claimed) {
            if (notice.customerRef() != null) {
                customers.add(notice.customerRef());
            }
        }
        return templates
                .texts(office.reading())
                .flatMap(texts -> contactPoints
                        .of(customers)
                        .flatMap(points -> send(claimed, texts, points))
                        .onFailure()
                        .recoverWithItem(failure -> postponed(claimed, failure)))
                .flatMap(flow::settle);
    }

    private Uni<List<Tried>> send(List<Claimed> claimed, Templates.Texts texts, Map<String, ContactPoint> points) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(notice -> send(notice, texts, points))
                .merge(settings.notice().atOnce())
                .collect()
                .asList();
    }

    private Uni<Tried> send(Claimed notice, Templates.Texts texts, Map<String, ContactPoint> points) {
        ContactPoint point = notice.customerRef() == null ? null : points.get(notice.customerRef());
        if (point == null) {
            return Uni.createFrom().item(failed(notice, "intake knows no contact point of this customer"));
        }
        String language = point.language() == null ? Templates.USUAL_LANGUAGE : point.language();
        return outbound.send(new Message(
                        notice.key().noticeId(),
                        point.channel(),
                        point.address(),
                        language,
                        text(notice, texts, language)))
                .map(sent -> switch (sent) {
                    case Sent.Delivered delivered -> new Tried(notice, State.DELIVERED, null, Duration.ZERO, true);
                    case Sent.Refused(String why) -> failed(notice, why);
                    case Sent.Unclear(String why) ->
                        notice.attempts() >= settings.notice().tries() ? failed(notice, why) : again(notice, why);
                });
    }

    private String text(Claimed notice, Templates.Texts texts, String language) {
        Map<String, String> facts = new HashMap<>(notice.facts());
        facts.put("case", caseNumber(notice));
        return Words.fill(
                texts.of(notice.about(), language),
                facts,
                Locale.forLanguageTag(language),
                settings.callback().zone());
    }

    /** What a customer can read out: the end of the case's id. */
    private static String caseNumber(Claimed notice) {
        String id = notice.key().caseId().toString();
        return id.substring(id.length() - 8).toUpperCase(Locale.ROOT);
    }

    /** Intake cannot be asked now: that is no fault of the notices', and no try of theirs. */
    private List<Tried> postponed(List<Claimed> claimed, Throwable failure) {
        LOG.warnf(
                "%d notices wait for intake's contact points and are tried again: %s",
                claimed.size(), failure.getClass().getSimpleName());
        return claimed.stream()
                .map(notice -> new Tried(
                        notice,
                        State.PENDING,
                        "intake could not be asked",
                        settings.notice().pause(),
                        false))
                .toList();
    }

    private Tried again(Claimed notice, String why) {
        Duration pause = settings.notice().pause().multipliedBy(1L << Math.min(20, notice.attempts() - 1));
        Duration longest = settings.notice().longestPause();
        LOG.warnf("notice %s is tried again: %s", notice.key().noticeId(), why);
        return new Tried(notice, State.PENDING, why, pause.compareTo(longest) > 0 ? longest : pause, true);
    }

    private static Tried failed(Claimed notice, @Nullable String why) {
        return new Tried(notice, State.FAILED, why, Duration.ZERO, true);
    }
}
