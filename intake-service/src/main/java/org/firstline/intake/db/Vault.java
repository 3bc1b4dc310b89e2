package org.firstline.intake.db;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.firstline.messaging.Seal;

/**
 * A key for each customer, wrapped by the master key: who erases a customer's key has erased what was sealed under it,
 * in backups too.
 */
@ApplicationScoped
class Vault {

    private static final int KEY_BYTES = 32;

    private final Seal master;
    private final SecureRandom random = new SecureRandom();

    Vault(@ConfigProperty(name = "firstline.intake.master-key") String masterKey) {
        this.master = Seal.of(
                Pseudonyms.derived(masterKey, "firstline intake wrapping 1").getEncoded());
    }

    /** A new customer's key, wrapped. */
    byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return master.close(key);
    }

    /** The seal of a customer. */
    Seal sealOf(byte[] wrappedKey) {
        return Seal.of(master.open(wrappedKey));
    }
}
