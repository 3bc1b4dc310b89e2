package org.firstline.local.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.firstline.local.EmbeddedStack;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Tokens that look right and are not: old ones, ones of other signers, ones that were tampered with. */
final class BadTokens {

    private final RsaJsonWebKey issuers;
    private final RsaJsonWebKey strangers;

    private BadTokens() {
        try {
            issuers = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(EmbeddedStack.issuerKey()));
            strangers = RsaJwkGenerator.generateJwk(2048);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException("expected to be able to make keys", e);
        }
    }

    /** By name, for the header Authorization: nobody may come in with any of them. */
    static Map<String, String> all(String user, String good) {
        BadTokens forge = new BadTokens();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expired", forge.signed(claims(user, -7_200, -3_600)));
        tokens.put("expired-just-now", forge.signed(claims(user, -7_200, -60)));
        tokens.put("without-an-end", forge.signed(without(claims(user, 0, 3_600), "exp")));
        JwtClaims later = claims(user, 0, 7_200);
        later.setNotBefore(NumericDate.fromSeconds(NumericDate.now().getValue() + 3_600));
        tokens.put("not-yet-good", forge.signed(later));
        JwtClaims elsewhere = claims(user, 0, 3_600);
        elsewhere.setIssuer("http://127.0.0.1:1");
        tokens.put("of-another-issuer", forge.signed(elsewhere));
        tokens.put("without-an-issuer", forge.signed(without(claims(user, 0, 3_600), "iss")));
        tokens.put("of-a-strangers-key", forge.signed(claims(user, 0, 3_600), forge.strangers, "stranger", Map.of()));
        tokens.put(
                "of-a-strangers-key-with-our-kid",
                forge.signed(claims(user, 0, 3_600), forge.strangers, forge.issuers.getKeyId(), Map.of()));
        tokens.put(
                "bringing-its-own-key",
                forge.signed(
                        claims(user, 0, 3_600),
                        forge.strangers,
                        "stranger",
                        Map.of("jwk", forge.strangers.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))));
        tokens.put(
                "naming-its-own-keys",
                forge.signed(
                        claims(user, 0, 3_600), forge.strangers, "stranger", Map.of("jku", "http://127.0.0.1:1/jwks")));
        tokens.put(
                "kid-is-a-path",
                forge.signed(claims(user, 0, 3_600), forge.strangers, "../../../../dev/null", Map.of()));
        tokens.put("kid-is-sql", forge.signed(claims(user, 0, 3_600), forge.strangers, "x' union select 'k", Map.of()));
        tokens.put("unsigned", forge.unsigned(claims(user, 0, 3_600)));
        tokens.put("signed-with-the-public-key", forge.hmac(claims(user, 0, 3_600)));
        String[] parts = good.split("\\.");
        tokens.put("signature-cut", parts[0] + "." + parts[1] + ".");
        tokens.put("signature-of-another", parts[0] + "." + raised(parts[1]) + "." + parts[2]);
        tokens.put("signature-missing", parts[0] + "." + parts[1]);
        tokens.put("cut", good.substring(0, good.length() / 2));
        tokens.put("twice", good + "." + good);
        tokens.replaceAll((name, token) -> "Bearer " + token);
        return tokens;
    }

    /**
     * By name, for the header Authorization: a good token that somebody has laid hands on.
     *
     * @param each how many times each way
     */
    static Map<String, String> tampered(String good, int each, Random random) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 1; i <= each; i++) {
            for (Tampering way : Tampering.values()) {
                tokens.put(way.named() + "-" + i, "Bearer " + way.on(good, random));
            }
        }
        return tokens;
    }

    /** What is signed is the text as it stands, so any other text is forged. */
    private enum Tampering {
        CHANGED {
            @Override
            String on(String good, Random random) {
                int at = within(good, random);
                char other;
                do {
                    other = LETTERS.charAt(random.nextInt(LETTERS.length()));
                } while (other == good.charAt(at));
                return good.substring(0, at) + other + good.substring(at + 1);
            }
        },
        MISSING {
            @Override
            String on(String good, Random random) {
                int at = within(good, random);
                return good.substring(0, at) + good.substring(at + 1);
            }
        },
        ADDED {
            @Override
            String on(String good, Random random) {
                int at = within(good, random);
                return good.substring(0, at) + LETTERS.charAt(random.nextInt(LETTERS.length())) + good.substring(at);
            }
        },
        CUT {
            @Override
            String on(String good, Random random) {
                return good.substring(0, 1 + within(good, random));
            }
        },
        RENAMED {
            @Override
            String on(String good, Random random) {
                String[] parts = good.split("\\.");
                String read = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
                String another = read.replaceFirst("\"sub\":\"[^\"]*\"", "\"sub\":\"u-" + random.nextInt() + "\"");
                return parts[0] + "." + base64(another) + "." + parts[2];
            }
        };

        private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        abstract String on(String good, Random random);

        String named() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Never the very last character, of which not every bit counts. */
        private static int within(String good, Random random) {
            return random.nextInt(good.length() - 1);
        }
    }

    /** By name, for the header Authorization: properly signed, for a department that is not this one. */
    static Map<String, String> ofDepartments(String own) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("empty", "");
        claims.put("blank", " ");
        claims.put("all", "*");
        claims.put("like", "%");
        claims.put("in capitals", own.toUpperCase(Locale.ROOT));
        claims.put("with a blank", own + " ");
        claims.put("with NUL", own + "\u0000");
        claims.put("with a path", "../" + own);
        claims.put("with SQL", own + "' or '1'='1");
        claims.put("one of two", own + ",field-service");
        claims.put("long", "a".repeat(3_000));
        claims.put("in a list", List.of(own));
        claims.put("two in a list", List.of(own, "field-service"));
        claims.put("in an object", Map.of("id", own));
        claims.put("number", 17);
        claims.put("true", true);
        BadTokens issuer = new BadTokens();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("not named", "Bearer " + issuer.signed(without(department(), "department")));
        claims.forEach((name, claim) -> {
            JwtClaims named = department();
            named.setClaim("department", claim);
            tokens.put(name, "Bearer " + issuer.signed(named));
        });
        return tokens;
    }

    private static JwtClaims department() {
        JwtClaims claims = claims("dept-somebody", 0, 3_600);
        claims.setStringListClaim("groups", List.of("department"));
        return claims;
    }

    private static JwtClaims claims(String user, long issued, long ends) {
        long now = NumericDate.now().getValue();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(EmbeddedStack.issuerUrl());
        claims.setAudience("firstline");
        claims.setSubject(user);
        claims.setClaim("preferred_username", user);
        claims.setStringListClaim(
                "groups", List.of("agent", "supervisor", "operations", "department", "platform", "service"));
        claims.setClaim("department", "access-network");
        claims.setIssuedAt(NumericDate.fromSeconds(now + issued));
        claims.setExpirationTime(NumericDate.fromSeconds(now + ends));
        return claims;
    }

    private static JwtClaims without(JwtClaims claims, String name) {
        claims.unsetClaim(name);
        return claims;
    }

    private String signed(JwtClaims claims) {
        return signed(claims, issuers, issuers.getKeyId(), Map.of());
    }

    private String signed(JwtClaims claims, RsaJsonWebKey key, String keyId, Map<String, Object> headers) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        headers.forEach((name, value) -> jws.getHeaders().setObjectHeaderValue(name, value));
        return written(jws, claims, key.getPrivateKey(), keyId);
    }

    private String unsigned(JwtClaims claims) {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(claims.toJson()) + ".";
    }

    /** The old confusion: the public key, which everybody has, taken for a shared secret. */
    private String hmac(JwtClaims claims) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        return written(jws, claims, new HmacKey(issuers.getPublicKey().getEncoded()), issuers.getKeyId());
    }

    private static String written(JsonWebSignature jws, JwtClaims claims, Key key, String keyId) {
        jws.setPayload(claims.toJson());
        jws.setKey(key);
        jws.setKeyIdHeaderValue(keyId);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("expected to be able to sign", e);
        }
    }

    private static String raised(String claims) {
        String read = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
        return base64(read.replaceFirst("\"groups\":\\[[^]]*]", "\"groups\":[\"supervisor\",\"operations\"]"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
