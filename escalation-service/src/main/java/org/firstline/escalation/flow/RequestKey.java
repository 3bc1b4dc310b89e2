package org.firstline.escalation.flow;

/**
 * By what a request that came before is known again.
 *
 * @param principal who asks
 * @param key the header Idempotency-Key
 * @param fingerprint hash of what is asked
 */
public record RequestKey(String principal, String key, String fingerprint) {}
