package org.firstline.diagnosis.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.firstline.diagnosis.announce.Announcements;
import org.firstline.diagnosis.db.StoredDiagnosis;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Circumstances;
import org.firstline.diagnosis.domain.Decision;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.DiagnosisRules;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.domain.Notice;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.Policy;
import org.firstline.diagnosis.domain.Shelf;
import org.firstline.messaging.Announcement;
import org.firstline.messaging.Trace;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One transaction's work in memory: the states as they change from input to input, and what is to be said. */
final class Round {

    private static final Logger LOG = Logger.getLogger(DiagnosisFlow.class);

    private final Map<UUID, StoredDiagnosis> rows;
    private final Shelf shelf;
    private final Policy policy;
    private final Instant at;
    private final Trace trace;
    private final Map<UUID, StoredDiagnosis> changed = new LinkedHashMap<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private final SortedMap<String, Long> confirmed = new TreeMap<>();

    Round(Map<UUID, StoredDiagnosis> rows, Shelf shelf, Policy policy, Instant at, Trace trace) {
        this.rows = rows;
        this.shelf = shelf;
        this.policy = policy;
        this.at = at;
        this.trace = trace;
    }

    Decision step(Input input, @Nullable String causationId, @Nullable String traceparent) {
        StoredDiagnosis row = rows.get(input.caseId().value());
        Diagnosis state = row == null ? new Diagnosis.Awaited() : row.state();
        Decision decision = DiagnosisRules.decide(state, input, new Circumstances(pack(state, input), policy, at));
        if (decision instanceof Decision.Advance(Diagnosis next, List<Notice> notices)) {
            StoredDiagnosis before = Objects.requireNonNull(row, "expected a row for what advances");
            long sequence = before.sequence();
            String onward = trace.onward(before.traceParent(), traceparent);
            for (Notice notice : notices) {
                announcements.add(Announcements.of(input.caseId(), notice, ++sequence, causationId, onward, at));
            }
            StoredDiagnosis after = before.next(next, notices.size(), onward, at);
            rows.put(input.caseId().value(), after);
            changed.put(input.caseId().value(), after);
            if (input instanceof Input.Closed closed && closed.cause() != null) {
                confirmed.merge(closed.cause(), 1L, Long::sum);
            }
        }
        log(input, decision, causationId);
        return decision;
    }

    private Pack pack(Diagnosis state, Input input) {
        return switch (state) {
            case Diagnosis.Awaited awaited ->
                input instanceof Input.Triaged triaged
                        ? shelf.current(triaged.triage().facts().serviceLine())
                        : shelf.any();
            case Diagnosis.Begun begun ->
                input instanceof Input.Reopened
                        ? shelf.current(begun.course().triage().facts().serviceLine())
                        : shelf.in(begun.course().pack());
        };
    }

    private static void log(Input input, Decision decision, @Nullable String causationId) {
        MDC.put("caseId", input.caseId().toString());
        MDC.put("eventId", causationId == null ? "" : causationId);
        String name = input.getClass().getSimpleName();
        switch (decision) {
            case Decision.Advance(Diagnosis next, List<Notice> notices) ->
                LOG.infof(
                        "%s: case %s is %s, %d said",
                        name, input.caseId(), next.getClass().getSimpleName(), notices.size());
            case Decision.Ignore(String why) ->
                LOG.debugf("%s of case %s is passed over: %s", name, input.caseId(), why);
            case Decision.Hold(String waitingFor) -> LOG.debugf("%s waits for %s", name, waitingFor);
            case Decision.Refuse(String code, String why) ->
                LOG.warnf("%s of case %s is refused as %s: %s", name, input.caseId(), code, why);
        }
        MDC.remove("caseId");
        MDC.remove("eventId");
    }

    StoredDiagnosis now(CaseId caseId) {
        return Objects.requireNonNull(rows.get(caseId.value()), "expected a row for what was changed");
    }

    Collection<StoredDiagnosis> changed() {
        return changed.values();
    }

    List<Announcement> announcements() {
        return announcements;
    }

    SortedMap<String, Long> confirmed() {
        return confirmed;
    }
}
