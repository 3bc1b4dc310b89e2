package org.firstline.messaging;

/** An Idempotency-Key came a second time with a different request. */
public final class KeyReused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyReused(String key) {
        super("Idempotency-Key: expected a key not used before or the same request again, found another request under"
                + " the same key of " + key.length() + " characters");
    }
}
