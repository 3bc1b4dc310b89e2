package org.firstline.messaging;

/**
 * One input for a flow, with the letter it came in.
 *
 * @param traceparent trace context that what follows from it belongs to
 */
public record Delivery<I>(Letter letter, I input, String traceparent) {}
