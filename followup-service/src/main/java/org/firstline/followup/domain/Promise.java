package org.firstline.followup.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What the customer was promised (manual §3.3.3): solved, or heard from us, by {@code expectedAt}. A department's new
 * expectation moves it.
 */
public record Promise(UUID workOrderId, int submission, Instant expectedAt) {}
