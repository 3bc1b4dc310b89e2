package org.firstline.escalation.domain;

import java.time.Instant;
import java.util.List;
import org.firstline.escalation.domain.Terms.Category;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.Grade;
import org.firstline.escalation.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/**
 * What first line hands to a department, as the record of the diagnosis has it (manual §3.3.3); never changed afterwards.
 *
 * @param faultClass what kind of fault is suspected, such as {@code broadband.access-loss-of-signal}
 * @param automatic whether bots lead the case, not a person
 * @param agentId the agent who answers for questions about it; null for the whole first line
 */
public record Request(
        Facts facts,
        Category category,
        Grade grade,
        String faultClass,
        @Nullable String probableCause,
        Symptom symptom,
        List<Step> steps,
        boolean automatic,
        @Nullable String agentId) {

    public Request {
        steps = List.copyOf(steps);
    }

    /** What is known of the case without personal data; customer class is carried, not decided upon. */
    public record Facts(
            ServiceLine serviceLine,
            String region,
            String customerClass,
            ContractClass contractClass,
            @Nullable String networkElement,
            String serviceRef,
            String customerRef) {}

    /** What, since when, how often, what was tried (manual §3.1.2); carried, not decided upon. */
    public record Symptom(
            String code, @Nullable String text, @Nullable Instant sinceAt, String frequency, List<String> tried) {
        public Symptom {
            tried = List.copyOf(tried);
        }
    }

    /** One thing that was done or looked at; carried, not decided upon. */
    public record Step(
            String code, @Nullable String value, @Nullable String outcome, String by, Instant at) {}
}
