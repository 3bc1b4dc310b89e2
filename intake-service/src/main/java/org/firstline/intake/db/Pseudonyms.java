package org.firstline.intake.db;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Terms.ServiceLine;

/**
 * Names for people that say nothing of them: keyed hashes, so that nobody without the master key can try out numbers.
 * They follow from what they stand for, so the same caller is the same customer without asking the database.
 */
@ApplicationScoped
public class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int REF_BYTES = 12;

    private final SecretKeySpec key;

    Pseudonyms(@ConfigProperty(name = "firstline.intake.master-key") String masterKey) {
        this.key = derived(masterKey, "firstline intake pseudonyms 1");
    }

    /** A customer whom the directory knows by that id. */
    public CustomerRef ofDirectory(String customerId) {
        return ref("directory", customerId);
    }

    /** Somebody of whom only the number is known. */
    public CustomerRef ofNumber(String number) {
        return ref("number", digits(number));
    }

    /** Somebody of whom only the account is known, and it is not in the directory. */
    public CustomerRef ofAccount(String account) {
        return ref("account", account.strip().toUpperCase(Locale.ROOT));
    }

    /** Somebody of whom nothing is known but that they called. */
    public CustomerRef ofContact(CaseId contact) {
        return ref("contact", contact.toString());
    }

    /** A service; its own name may be a telephone number. */
    public String ofService(ServiceLine line, String service) {
        return "svc-" + hex("service", line + "/" + service);
    }

    /** What a number is found by, in a column. */
    public byte[] indexOf(String number) {
        return mac("index", digits(number));
    }

    /** By what a change of sealed bytes is noticed without opening them. */
    public byte[] digestOf(byte[] bytes) {
        return mac("digest", new String(bytes, StandardCharsets.UTF_8));
    }

    /** A key for one purpose from the master key. */
    static SecretKeySpec derived(String masterKey, String purpose) {
        byte[] master = Base64.getDecoder().decode(masterKey.strip());
        if (master.length != 32) {
            throw new IllegalArgumentException(
                    "firstline.intake.master-key: expected base64 of 32 bytes, found " + master.length + " bytes");
        }
        return new SecretKeySpec(mac(new SecretKeySpec(master, ALGORITHM), purpose), ALGORITHM);
    }

    private CustomerRef ref(String kind, String value) {
        return new CustomerRef(CustomerRef.PREFIX + hex(kind, value));
    }

    private String hex(String kind, String value) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac(kind, value), REF_BYTES));
    }

    private byte[] mac(String kind, String value) {
        return mac(key, kind + "\0" + value);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected HMAC-SHA256 to be there", e);
        }
    }

    /** A number written with or without its leading plus is one number. */
    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
