package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * The embedded issuer's key. It lies in a file of its own (mode 600), so tokens stay good when the suite is started
 * again, and whoever may read the file can sign without asking the issuer.
 */
public final class SigningKey {

    /** Whom the tokens are for; a service may insist on it. */
    static final String AUDIENCE = "firstline";

    private final RsaJsonWebKey key;

    private SigningKey(RsaJsonWebKey key) {
        this.key = key;
    }

    /** Reads the key from the file, or makes one and leaves it there. */
    public static SigningKey in(Path file) {
        try {
            if (Files.exists(file)) {
                return new SigningKey((RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(file)));
            }
            var key = RsaJwkGenerator.generateJwk(2048);
            var id = new byte[8];
            new SecureRandom().nextBytes(id);
            key.setKeyId(HexFormat.of().formatHex(id));
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            Directories.writePrivate(file, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            return new SigningKey(key);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the issuer's key " + file, e);
        } catch (JoseException e) {
            throw new LocalTrouble(Words.of("issuer-key-broken", file, Words.why(e)), e);
        }
    }

    /**
     * Signs a token for the user, as the issuer at that URL would.
     *
     * @return a compact JWT, good from now on for eight hours (people) or ten minutes (services)
     */
    public String token(String issuerUrl, DemoUser user) {
        var claims = new JwtClaims();
        claims.setIssuer(issuerUrl);
        claims.setAudience(AUDIENCE);
        claims.setSubject(user.name());
        claims.setClaim("preferred_username", user.name());
        claims.setStringListClaim("groups", List.of(user.role()));
        user.department().ifPresent(id -> claims.setClaim("department", id));
        var now = NumericDate.now();
        claims.setIssuedAt(now);
        var end = NumericDate.fromSeconds(now.getValue() + user.tokenLife().toSeconds());
        claims.setExpirationTime(end);
        claims.setGeneratedJwtId();
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setHeader("typ", "JWT");
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("Cannot sign a token for " + user.name(), e);
        }
    }

    /** The public half as a JWKS document. */
    String publicKeys() {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
