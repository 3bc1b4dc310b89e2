package org.firstline.escalation.db;

import java.time.Instant;
import org.firstline.escalation.domain.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * A case whose row is locked.
 *
 * @param sequence number of the last event announced about it
 * @param abandonedAt since when nothing of it is wanted any more; null while it is
 */
public record LockedCase(CaseId id, long sequence, @Nullable Instant abandonedAt) {}
