package org.firstline.messaging;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service's database is, for example {@code postgresql://db.example:5432/firstline?sslmode=verify-full}: the one
 * form that the reactive client reads as it stands. User and password have settings of their own, so that the address
 * can be shown.
 *
 * @param value the URL; without a port it is 5432; options after the question mark are those both drivers know
 */
public record DatabaseUrl(String value) {

    static final String EXPECTED =
            "postgresql://host:port/name, with the user and the password in FIRSTLINE_DATABASE_USER"
                    + " and FIRSTLINE_DATABASE_PASSWORD";

    /** Refuses what is not such a URL. */
    public DatabaseUrl {
        var uri = parse(value);
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getPath() == null
                || !uri.getPath().matches("/[^/]+")
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw wrong();
        }
    }

    /** The URL for JDBC, with the schema as the only one on the search path. */
    String jdbc(String schema) {
        return "jdbc:" + value + (value.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw wrong();
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("expected " + EXPECTED + ", found something else");
    }
}
