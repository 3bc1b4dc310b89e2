package org.firstline.followup.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides an event's place in the story of its case.
 *
 * @param at when it happened, suite time
 * @param cause the event of the same case that it follows from, if there is one
 */
public record Position(EventId event, Instant at, @Nullable EventId cause) {}
