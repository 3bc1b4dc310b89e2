package org.firstline.messaging;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Bytes at rest that nobody but this service is to read: AES-256-GCM, a fresh 96-bit nonce each time. */
public final class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * @param key 32 bytes
     * @throws IllegalArgumentException for any other length
     */
    public static Seal of(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("expected a seal key of 32 bytes, found " + key.length);
        }
        return new Seal(key.clone());
    }

    /**
     * @param base64 32 bytes in base64
     * @throws IllegalArgumentException when it is not that
     */
    public static Seal ofBase64(String base64) {
        return of(Base64.getDecoder().decode(base64.strip()));
    }

    /** The bytes, unreadable; no two results are alike. */
    public byte[] close(byte[] plain) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected AES-GCM to be there", e);
        }
    }

    /**
     * The bytes that were sealed.
     *
     * @throws IllegalStateException when they were sealed with another key or changed since
     */
    public byte[] open(byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("expected bytes sealed by version " + VERSION + " of this seal");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE_BYTES));
            return cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "expected bytes sealed with this service's seal key; check that the key setting did not change", e);
        }
    }
}
