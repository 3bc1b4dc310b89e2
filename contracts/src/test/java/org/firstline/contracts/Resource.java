package org.firstline.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files beside these classes, from the jar or from its tests' jar. */
final class Resource {

    private Resource() {}

    static boolean exists(String path) {
        return Resource.class.getResource(path) != null;
    }

    static byte[] bytes(String path) {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource org/firstline/contracts/" + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
