package org.firstline.diagnosis.domain;

import org.jspecify.annotations.Nullable;

/**
 * What intake found out and diagnosis goes on from (manual §3.1).
 *
 * @param category first classification, in the contract's word
 * @param agentId who leads the case; null for the first line's queue and for automatic cases
 */
public record Triage(
        Facts facts,
        String category,
        Level impact,
        Level urgency,
        Complaint complaint,
        Handling handling,
        @Nullable String agentId) {}
