package org.firstline.local;

import java.security.SecureRandom;
import java.util.Base64;

/** Fresh secrets. */
final class Passwords {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** 24 random bytes as text that needs no quoting anywhere. */
    static String fresh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
    }

    /** A 256-bit key in base64. */
    static String freshKey() {
        return Base64.getEncoder().encodeToString(bytes(32));
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
