package org.firstline.followup.flow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.followup.announce.Announcer;
import org.firstline.followup.db.Cases.Filed;
import org.firstline.followup.db.Notices;
import org.firstline.followup.db.Stories;
import org.firstline.followup.db.Tasks;
import org.firstline.followup.domain.CaseFile;
import org.firstline.followup.domain.CaseId;
import org.firstline.followup.domain.Decision.Advance;
import org.firstline.followup.domain.Effect;
import org.firstline.followup.domain.Effect.Said.CallbackScheduled;
import org.firstline.followup.domain.EventId;
import org.firstline.followup.domain.FollowUp;
import org.firstline.followup.domain.Input.Hear;
import org.firstline.followup.domain.Publisher;
import org.firstline.messaging.Announcement;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Trace;
import org.jspecify.annotations.Nullable;

/** What one transaction is about to write: the cases as they stand now, and all that is to be kept with them. */
final class Page {

    private final Map<CaseId, Filed> cases;
    private final Trace trace;
    private final Map<CaseId, Filed> changed = new LinkedHashMap<>();
    private final List<Stories.Entry> story = new ArrayList<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private final List<Notices.Written> notices = new ArrayList<>();
    private final List<Notices.Dropped> drops = new ArrayList<>();
    private final List<Tasks.Asked> tasks = new ArrayList<>();
    private final List<Tasks.Over> overs = new ArrayList<>();
    private final Set<String> arrived = new HashSet<>();

    Page(Map<CaseId, Filed> cases, Trace trace) {
        this.cases = new LinkedHashMap<>(cases);
        this.trace = trace;
    }

    CaseFile file(CaseId id) {
        Filed filed = cases.get(id);
        return filed == null ? CaseFile.unknown(id) : filed.file();
    }

    @Nullable
    String traceparent(CaseId id) {
        Filed filed = cases.get(id);
        return filed == null ? null : filed.traceparent();
    }

    /** Writes what was heard into the story as it was said. */
    void tell(Hear hear, Letter letter) {
        story.add(new Stories.Entry(
                hear.caseId(),
                hear.position().event(),
                letter.type(),
                hear.position().at(),
                letter.causationId(),
                keepable(letter.data())));
    }

    /** Postgres cannot keep NUL in JSON; a newer version's unknown field might have one. */
    private static String keepable(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        return text.contains("\\u0000") ? text.replace("\\u0000", "\\ufffd") : text;
    }

    void advance(CaseFile before, Advance advance, @Nullable String causationId, @Nullable String traceparent) {
        CaseId id = before.id();
        Filed filed = cases.get(id);
        String onward = trace.onward(filed == null ? null : filed.traceparent(), traceparent);
        Filed next = new Filed(advance.next(), filed == null ? 0 : filed.version(), onward);
        cases.put(id, next);
        changed.put(id, next);
        for (Effect effect : advance.effects()) {
            switch (effect) {
                case Effect.Say say -> say(id, say, causationId, onward);
                case Effect.Tell tell ->
                    notices.add(new Notices.Written(
                            id, tell, advance.next().claims().present()));
                case Effect.DropProgress drop -> drops.add(new Notices.Dropped(id, drop));
                case Effect.AskPerson ask -> tasks.add(new Tasks.Asked(id, ask));
                case Effect.TaskOver over -> overs.add(new Tasks.Over(id, over));
            }
        }
    }

    private void say(CaseId id, Effect.Say say, @Nullable String causationId, @Nullable String traceparent) {
        Announcement announcement = Announcer.of(id, say, causationId, traceparent);
        announcements.add(announcement);
        story.add(new Stories.Entry(
                id,
                new EventId(Publisher.FOLLOWUP, say.number()),
                announcement.type(),
                say.at(),
                causationId,
                new String(announcement.data(), StandardCharsets.UTF_8)));
        if (say.said() instanceof CallbackScheduled(int attempt, Instant callAt)) {
            arrived.add(FollowUp.waitingFor(id, attempt));
        }
    }

    List<Filed> changed() {
        return List.copyOf(changed.values());
    }

    List<Stories.Entry> story() {
        return story;
    }

    List<Announcement> announcements() {
        return announcements;
    }

    List<Notices.Written> notices() {
        return notices;
    }

    List<Notices.Dropped> drops() {
        return drops;
    }

    List<Tasks.Asked> tasks() {
        return tasks;
    }

    List<Tasks.Over> overs() {
        return overs;
    }

    Set<String> arrived() {
        return arrived;
    }
}
