package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Terms.Owner;
import org.firstline.intake.domain.Terms.Step;
import org.jspecify.annotations.Nullable;

/** Who answers for a case, what is next and until when (manual §2.4). */
public record Accountable(
        Owner owner,
        @Nullable String ownerId,
        Step next,
        @Nullable Instant dueAt) {}
