package org.firstline.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstline.chaos.check.Rows.Told;

/** The timeline in follow-up holds every event that the topics hold, and no other, with the same words. */
final class SameStory implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Map<String, Told> story = new LinkedHashMap<>();
        evidence.rows().story().forEach(line -> story.put(name(line.caseId(), line.publisher(), line.number()), line));
        Map<String, Published> said = new HashMap<>();
        List<Violation> broken = new ArrayList<>();
        for (Published one : evidence.firstDeliveries()) {
            if (!Types.STORY_TOPICS.contains(one.topic())) {
                continue;
            }
            String name = name(one.about(), one.source().replaceFirst("^/firstline/", ""), one.sequence());
            said.put(name, one);
            Told line = story.get(name);
            if (line == null) {
                broken.add(
                        violation(one.about(), "expected the timeline to tell what was said, found a gap", one.told()));
            } else if (!line.type().equals(one.type())
                    || !Json.read(line.data()).equals(one.json())) {
                broken.add(violation(
                        one.about(),
                        "expected the timeline to tell what was said, found other words",
                        one.told(),
                        told(line)));
            }
        }
        story.forEach((name, line) -> {
            if (!said.containsKey(name)) {
                broken.add(violation(
                        line.caseId(), "expected the timeline to tell only what was said, found more", told(line)));
            }
        });
        return broken;
    }

    private static String name(String caseId, String publisher, long number) {
        return caseId + " " + publisher + " " + number;
    }

    private static String told(Told line) {
        return "followup.story " + line.publisher() + " " + line.number() + "  " + line.type() + "  " + line.data();
    }

    private static Violation violation(String caseId, String what, String... shown) {
        return new Violation(Promise.STORY, "case " + caseId, what, List.of(shown));
    }
}
