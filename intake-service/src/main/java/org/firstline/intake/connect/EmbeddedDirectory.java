package org.firstline.intake.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.domain.Stage.Identity;

/** A directory from a file of customers that do not exist, so that the suite works without any other system. */
final class EmbeddedDirectory implements CustomerDirectory {

    /** A file's customer: the entry and what the caller must know. */
    private record Starter(Entry customer, Map<String, String> evidence) {}

    private final Map<Key, Starter> byKey = new HashMap<>();

    private EmbeddedDirectory(List<Starter> customers) {
        for (Starter one : customers) {
            one.customer().numbers().forEach(number -> byKey.put(normal(new Key(Key.Kind.NUMBER, number)), one));
            one.customer().accounts().forEach(account -> byKey.put(normal(new Key(Key.Kind.ACCOUNT, account)), one));
        }
    }

    /** The customers of the starter file. */
    static EmbeddedDirectory starter(ObjectMapper json) {
        try (InputStream file = EmbeddedDirectory.class.getResourceAsStream("/data/customers.json")) {
            if (file == null) {
                throw new IllegalStateException("expected data/customers.json on the class path, found none");
            }
            return new EmbeddedDirectory(List.of(json.readValue(file, Starter[].class)));
        } catch (IOException e) {
            throw new IllegalStateException("expected data/customers.json to be a list of customers", e);
        }
    }

    @Override
    public Uni<Map<Key, Entry>> find(Set<Key> keys) {
        Map<Key, Entry> found = new HashMap<>();
        for (Key key : keys) {
            Starter one = byKey.get(normal(key));
            if (one != null) {
                found.put(key, one.customer());
            }
        }
        return Uni.createFrom().item(found);
    }

    @Override
    public Uni<Identity.Result> verify(Key who, String method, String evidence) {
        Starter one = byKey.get(normal(who));
        String expected = one == null ? null : one.evidence().get(method);
        boolean same = expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        evidence.strip().getBytes(StandardCharsets.UTF_8));
        return Uni.createFrom().item(same ? Identity.Result.VERIFIED : Identity.Result.FAILED);
    }

    private static Key normal(Key key) {
        return switch (key.kind()) {
            case NUMBER -> new Key(key.kind(), key.value().replaceAll("[^0-9]", ""));
            case ACCOUNT -> new Key(key.kind(), key.value().strip().toUpperCase(Locale.ROOT));
        };
    }
}
