package org.firstline.chaos;

import java.util.List;
import java.util.Map;
import org.firstline.drive.Doors;
import org.firstline.drive.HttpDoor;
import org.firstline.local.Service;

/**
 * Deadlines of seconds in place of hours: a slow department misses them, is warned before, and its superiors are called
 * upon after, all within a run.
 */
final class ShortDeadlines {

    /** A policy takes no less than a minute, but any customer may have a share of it: 4 s and 13 s. */
    private static final int SHARE_PERCENT = 7;

    private static final Map<String, Object> POLICY = Map.of(
            "acknowledgeWithin",
            "PT1M",
            "resolveWithin",
            "PT3M",
            "warnPercent",
            75,
            "reopenedPercent",
            25,
            "factorPercent",
            Map.of("GOLD", SHARE_PERCENT, "SILVER", SHARE_PERCENT, "STANDARD", SHARE_PERCENT),
            "desk",
            Map.of(
                    "answerWithin",
                    "PT15M",
                    "completeWithin",
                    "PT15M",
                    "callBackWithin",
                    "PT1H",
                    "closeWithin",
                    "PT30M"),
            "ladder",
            List.of(
                    Map.of("role", "duty-person", "after", "PT0S"),
                    Map.of("role", "team-lead", "after", "PT3S"),
                    Map.of("role", "manager", "after", "PT10S")));

    private ShortDeadlines() {}

    /** Changes the policy of every fault grade, as operations would. */
    static void set(Doors doors) {
        HttpDoor operations = doors.http(Service.ESCALATION, "operations");
        for (String grade : List.of("G1", "G2", "G3", "G4")) {
            String path = "/deadline-policies/" + grade;
            HttpDoor.Answer answer = operations.change("PUT", path, path, POLICY);
            if (!answer.isGood()) {
                throw new IllegalStateException(
                        "PUT " + path + " was answered " + answer.status() + ": " + answer.json());
            }
        }
    }
}
