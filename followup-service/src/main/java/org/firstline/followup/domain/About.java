package org.firstline.followup.domain;

import java.util.Set;

/** What a customer is told about (manual §3.3.3, §3.4.3, §3.5.2), and which facts its words may use. */
public enum About {
    PROMISE(Set.of("case", "expectedAt")),
    PROGRESS(Set.of("case", "expectedAt")),
    DELAY(Set.of("case")),
    RESOLUTION(Set.of("case", "callAt")),
    HANDED_OVER(Set.of("case", "desk")),
    REOPENED(Set.of("case", "dueAt")),
    THANKS(Set.of("case"));

    private final Set<String> placeholders;

    About(Set<String> placeholders) {
        this.placeholders = placeholders;
    }

    /** Names that may stand in braces in a template about this; each must stand there at least once. */
    public Set<String> placeholders() {
        return placeholders;
    }
}
