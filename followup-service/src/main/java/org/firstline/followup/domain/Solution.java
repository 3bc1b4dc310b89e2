package org.firstline.followup.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last thing that was thought to have removed the trouble. */
public record Solution(
        ResolvedBy by,
        @Nullable String department,
        @Nullable UUID workOrderId,
        @Nullable String cause,
        Instant solvedAt) {}
