package org.firstline.local.badinput;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** By what a caller proves who it is where there is no token: a header that is right for one request or for all. */
public sealed interface Proof {

    /** The header's name. */
    String header();

    /** What the header says of a request that is genuine. */
    String of(String target, byte[] body);

    /** Whether there is a proof for such a body at all. */
    boolean canSayOf(byte[] body);

    /** By name, what looks like a proof of this request and is none. */
    Map<String, String> forged(String target, byte[] body);

    /**
     * A secret that is shown as it is, as with Amazon Connect.
     *
     * @param others secrets of others, which open nothing here
     */
    record Key(String header, String secret, String others) implements Proof {

        @Override
        public String of(String target, byte[] body) {
            return secret;
        }

        @Override
        public boolean canSayOf(byte[] body) {
            return true;
        }

        @Override
        public Map<String, String> forged(String target, byte[] body) {
            Map<String, String> forged = odd(secret);
            forged.put("of another platform", others);
            forged.put("in other letters", swapped(secret));
            return forged;
        }
    }

    /**
     * A signature over the URL and the form, as Twilio documents it: HMAC-SHA1 with the account's secret.
     *
     * @param server what stands before the target in the URL that is signed
     * @param others secrets of others, with which nothing is signed here
     */
    record Signature(String header, String server, String secret, String others) implements Proof {

        @Override
        public String of(String target, byte[] body) {
            return signed(server + target, body, secret, "HmacSHA1");
        }

        /** What cannot be taken apart as a form, nobody can have signed. */
        @Override
        public boolean canSayOf(byte[] body) {
            return form(body) != null;
        }

        @Override
        public Map<String, String> forged(String target, byte[] body) {
            String good = of(target, body);
            Map<String, String> forged = odd(good);
            forged.put("with another secret", signed(server + target, body, others, "HmacSHA1"));
            forged.put("of another body", of(target, "CallSid=CA1".getBytes(StandardCharsets.US_ASCII)));
            forged.put("of no body", of(target, new byte[0]));
            forged.put("of another path", of(target + "x", body));
            forged.put("of another server", signed("http://127.0.0.1:1" + target, body, secret, "HmacSHA1"));
            forged.put("by another algorithm", signed(server + target, body, secret, "HmacSHA256"));
            forged.put("in other letters", swapped(good));
            forged.put("the secret itself", secret);
            return forged;
        }
    }

    private static String signed(String url, byte[] body, String secret, String algorithm) {
        StringBuilder text = new StringBuilder(url);
        Map<String, String> form = form(body);
        (form == null ? Map.<String, String>of() : form)
                .forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + algorithm + " to be there", e);
        }
    }

    /** Its fields in the order of their names; null for what is no form. */
    private static @Nullable Map<String, String> form(byte[] body) {
        Map<String, String> form = new TreeMap<>();
        try {
            for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            return null;
        }
        return form;
    }

    private static Map<String, String> odd(String good) {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("empty", "");
        odd.put("cut", good.substring(0, good.length() - 1));
        odd.put("first character", good.substring(0, 1));
        odd.put("with more", good + "A");
        odd.put("twice", good + good);
        odd.put("quoted", "\"" + good + "\"");
        odd.put("null", "null");
        odd.put("sql", "' or '1'='1");
        odd.put("star", "*");
        odd.put("no base64", "%%%");
        odd.put("bytes", "\u00e9\u00ff");
        odd.put("long", "A".repeat(9_000));
        return odd;
    }

    private static String swapped(String text) {
        StringBuilder swapped = new StringBuilder();
        text.chars()
                .forEach(c -> swapped.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return swapped.toString();
    }
}
