package org.firstline.drive.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of an incident log: how the incident stood after one update. Of the log's columns only these are read; those
 * that tell the outcome on every line ({@code resolved_at}, {@code closed_at}, {@code closed_code}, {@code resolved_by},
 * {@code made_sla}) are not.
 *
 * @param number the incident
 * @param reassignments how often it was handed from group to group up to now
 * @param reopens how often it was reopened up to now
 * @param modification counts the updates of the incident; decides the order within a minute
 * @param at the minute of the update; the log names no zone, UTC is taken
 * @param contactType such as {@code Phone}
 * @param group empty where the log does not know it; so are category, subcategory and symptom
 * @param impact 1 (high) to 3 (low); 0 where unknown; so are urgency and priority (1 to 4)
 */
record Row(
        String number,
        State state,
        int reassignments,
        int reopens,
        int modification,
        Instant at,
        String contactType,
        String category,
        String subcategory,
        String symptom,
        int impact,
        int urgency,
        int priority,
        String group) {

    /** What the log calls {@code incident_state}. */
    enum State {
        NEW("New"),
        ACTIVE("Active"),
        AWAITING_USER_INFO("Awaiting User Info"),
        AWAITING_VENDOR("Awaiting Vendor"),
        AWAITING_PROBLEM("Awaiting Problem"),
        AWAITING_EVIDENCE("Awaiting Evidence"),
        RESOLVED("Resolved"),
        CLOSED("Closed");

        private final String inTheLog;

        State(String inTheLog) {
            this.inTheLog = inTheLog;
        }

        /** The state of that name; empty for dirt such as {@code -100}. */
        static Optional<State> of(String name) {
            for (State state : values()) {
                if (state.inTheLog.equals(name)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }
}
