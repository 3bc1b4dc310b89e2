package org.firstline.escalation.domain;

import java.time.Instant;
import org.firstline.escalation.domain.Terms.NextStep;
import org.firstline.escalation.domain.Terms.OwnerKind;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for the case now, what is to happen next and until when (manual §2.4: responsibility to the end).
 *
 * @param ownerId the department or agent; null where a whole desk is meant
 * @param dueAt null only when nothing is to happen any more
 */
public record Accountability(
        OwnerKind owner,
        @Nullable String ownerId,
        NextStep nextStep,
        @Nullable Instant dueAt) {}
