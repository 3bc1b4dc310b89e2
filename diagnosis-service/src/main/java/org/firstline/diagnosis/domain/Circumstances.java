package org.firstline.diagnosis.domain;

import java.time.Instant;

/**
 * What a decision depends on beside state and input.
 *
 * @param pack the version the diagnosis began with; the current one where a round begins
 * @param at suite time
 */
public record Circumstances(Pack pack, Policy policy, Instant at) {}
