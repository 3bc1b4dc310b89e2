package org.firstline.local.badinput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.firstline.local.DemoUser;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.badinput.Wire.Knock;
import org.jspecify.annotations.Nullable;

/** Every bad request for one door. */
final class BadRequests {

    /** The system property that says how many requests each door gets at most; the seed decides which. */
    private static final String EACH = "badinput.each";

    private static final int USUAL = 150;

    /** Where there is a body, most of what can be wrong is wrong in it. */
    private static final int USUAL_WITH_BODY = 300;

    /** Of the bodies with something wrong at one place, for one example. */
    private static final int AT_PLACES = 400;

    private static final String KEY = "Idempotency-Key";
    private static final Set<Integer> BAD = Set.of(400);
    private static final Set<Integer> BAD_OR_NOT_THERE = Set.of(400, 404, 405, 414, 431);

    private static final List<String> EVERYBODY = List.of(
            "platform-demo", "agent-li", "supervisor-zhao", "ops-chen", "dept-access-network", "service-followup");

    private final Door door;
    private final Described described;
    private final Random random;
    private final List<Bad> bad = new ArrayList<>();

    private BadRequests(Door door, Described described, Random random) {
        this.door = door;
        this.described = described;
        this.random = random;
    }

    static List<Bad> of(Door door, Described described, Random random) {
        BadRequests requests = new BadRequests(door, described, random);
        requests.bodies();
        requests.places();
        requests.headers();
        requests.strangers();
        Collections.shuffle(requests.bad, random);
        int most = Integer.getInteger(EACH, described.examples().isEmpty() ? USUAL : USUAL_WITH_BODY);
        if (requests.bad.size() > most) {
            requests.bad.subList(most, requests.bad.size()).clear();
        }
        // Few doors are one department's alone; there none of these is left to chance.
        requests.departments();
        return requests.bad;
    }

    /** What the door takes, one for each example of its body. */
    static Map<String, Knock> good(Door door, Described described) {
        BadRequests requests = new BadRequests(door, described, new Random(0));
        Map<String, Knock> good = new LinkedHashMap<>();
        if (described.examples().isEmpty()) {
            good.put("", requests.good(null));
        }
        described.examples().forEach((name, body) -> good.put(name, requests.good(body)));
        return good;
    }

    private Knock good(Described.@Nullable Body body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Authorization",
                "Bearer " + EmbeddedStack.token(door.open().iterator().next()));
        if (body != null) {
            headers.put("Content-Type", body.contentType());
        }
        headers.putAll(door.headers());
        Knock knock = new Knock(door.method(), target(Map.of()), headers, body == null ? null : body.bytes(), null);
        return described.headers().contains(KEY)
                ? knock.with(KEY, UUID.randomUUID().toString())
                : knock;
    }

    private Knock good() {
        return good(described.examples().values().stream().findFirst().orElse(null));
    }

    private void bodies() {
        boolean first = true;
        for (var example : described.examples().entrySet()) {
            byte[] bytes = example.getValue().bytes();
            List<BadJson.Broken> broken = new ArrayList<>();
            if (!door.tolerant()) {
                List<BadJson.Broken> atPlaces =
                        new ArrayList<>(BadJson.atEachPlace(bytes, door.free()::contains, door.needed()::contains));
                Collections.shuffle(atPlaces, random);
                broken.addAll(atPlaces.subList(0, Math.min(AT_PLACES, atPlaces.size())));
                broken.addAll(BadJson.withMore(bytes));
            }
            if (first || door.tolerant()) {
                broken.addAll(BadJson.asAWhole(bytes, random));
            }
            if (first) {
                oversized(bytes);
            }
            first = false;
            for (BadJson.Broken one : broken) {
                add(
                        "body " + example.getKey() + ": " + one.id(),
                        good(example.getValue()).saying(one.bytes()),
                        one.bytes().length > 60_000 ? Set.of(400, 413) : BAD,
                        one.bytes().length > 60_000 ? null : one.names());
            }
        }
    }

    private void oversized(byte[] example) {
        byte[] blanks = " ".repeat(4_096).getBytes(StandardCharsets.US_ASCII);
        add("body: 2 MiB announced", good().saying(blanks).pretending(2 * 1024 * 1024), Set.of(413), null);
        add("body: 1 TiB announced", good().saying(blanks).pretending(1L << 40), Set.of(413), null);
        addBare("body: chunks without end", good().saying(blanks).pretending(-1), Set.of(413));
        add("body: gzip", good().saying(zipped(example, 1)).with("Content-Encoding", "gzip"), Set.of(400, 415), null);
        add(
                "body: gzip of 64 MiB",
                good().saying(zipped(blanks, 16_384)).with("Content-Encoding", "gzip"),
                Set.of(400, 413, 415),
                null);
    }

    private void places() {
        for (String name : door.path().keySet()) {
            Corpus.of("word").stream()
                    .filter(line -> !line.text().isEmpty())
                    .forEach(line -> add(
                            "path " + name + ": word " + line.name(),
                            good().at(target(Map.of(name, escaped(line.text())))),
                            BAD_OR_NOT_THERE,
                            null));
            Corpus.of("id")
                    .forEach(line -> add(
                            "path " + name + ": id " + line.name(),
                            good().at(target(Map.of(name, escaped(line.text())))),
                            BAD_OR_NOT_THERE,
                            null));
            Corpus.of("path")
                    .forEach(line -> add(
                            "path " + name + ": path " + line.name(),
                            good().at(target(Map.of(name, line.text()))),
                            BAD_OR_NOT_THERE,
                            null));
            Corpus.of("no-path")
                    .forEach(line -> addBare(
                            "path " + name + ": no-path " + line.name(),
                            good().at(target(Map.of(name, line.text()))),
                            BAD_OR_NOT_THERE));
        }
        for (String name : described.query()) {
            String kind = name.equals("after") ? "cursor" : name.equals("limit") ? "number" : "word";
            boolean cursor = name.equals("after");
            List<Corpus.Line> lines = door.free().contains(name) && !cursor
                    ? Corpus.of("text").stream()
                            .filter(line -> line.text().length() < 100
                                    && line.text().chars().anyMatch(Character::isISOControl))
                            .toList()
                    : Corpus.of(kind);
            Stream.concat(
                            lines.stream(),
                            cursor && !door.free().contains(name) ? Corpus.of("place").stream() : Stream.of())
                    .filter(line -> !line.text().isEmpty())
                    .forEach(line -> add(
                            "query " + name + ": " + line.kind() + " " + line.name(),
                            good().at(target(Map.of()) + "?" + name + "=" + escaped(line.text())),
                            Set.of(400, 414),
                            name));
        }
        if (described.query().contains("limit")) {
            Corpus.of("no-query")
                    .forEach(line ->
                            addBare("query: " + line.name(), good().at(target(Map.of()) + "?" + line.text()), BAD));
            Corpus.of("query")
                    .forEach(line ->
                            add("query: " + line.name(), good().at(target(Map.of()) + "?" + line.text()), BAD, null));
        }
    }

    private void headers() {
        for (String name : described.headers()) {
            String kind = name.equals("If-Match") ? "etag" : name.equals(KEY) ? "key" : "none";
            Corpus.of(kind).stream()
                    .filter(line -> !line.text().isEmpty() || door.needed().contains(name))
                    .forEach(line -> add(
                            name + ": " + line.name(), good().with(name, line.text()), Set.of(400, 412, 431), null));
            if (door.needed().contains(name)) {
                add(name + ": missing", good().without(name), Set.of(400, 428), name);
            }
        }
        if (!described.examples().isEmpty()) {
            Corpus.of("type")
                    .forEach(line -> add(
                            "Content-Type: " + line.name(),
                            good().with("Content-Type", line.text()),
                            Set.of(400, 415),
                            null));
        }
        // Where bodies of several kinds are told apart, the framework disregards Accept, as RFC 9110 §12.5.1 lets it.
        if (!door.tolerant()) {
            Corpus.of("accept")
                    .forEach(line ->
                            add("Accept: " + line.name(), good().with("Accept", line.text()), Set.of(400, 406), null));
        }
        Corpus.of("method")
                .forEach(
                        line -> add("method " + line.name(), good().by(line.text()), Set.of(400, 404, 405, 501), null));
        addBare("header: NUL", good().with("X-Odd", "a\u0000b"), BAD);
        addBare("header: too long", good().with("X-Odd", "x".repeat(20_000)), Set.of(400, 431));
        addBare("header: name with a space", good().with("X Odd", "x"), BAD);
        addBare(
                "two lengths",
                good().saying("{}".getBytes(StandardCharsets.US_ASCII)).with("Content-Length ", "1"),
                BAD);
    }

    private void strangers() {
        Knock good = good();
        add("no token", good.without("Authorization"), Set.of(401), "Authorization");
        add(
                "token in the query",
                good.without("Authorization").at(good.target() + "?access_token=" + EmbeddedStack.token("agent")),
                Set.of(401),
                "Authorization");
        Corpus.of("token")
                .forEach(line ->
                        add("token " + line.name(), good.with("Authorization", line.text()), Set.of(400, 401), null));
        String user = door.open().iterator().next();
        BadTokens.all(user, EmbeddedStack.token(user))
                .forEach((name, token) ->
                        add("token " + name, good.with("Authorization", token), Set.of(401), "Authorization"));
        for (String somebody : EVERYBODY) {
            if (door.open().stream().noneMatch(open -> somebody.startsWith(open) || somebody.equals(role(open)))) {
                add(
                        "asked by " + somebody,
                        good.with("Authorization", "Bearer " + EmbeddedStack.token(somebody)),
                        Set.of(403),
                        null);
            }
        }
    }

    /** Somebody else's department, and tokens that our own issuer has signed and that name none, or none that there is. */
    private void departments() {
        if (door.department() == null) {
            return;
        }
        Knock good = good();
        DemoUser.all().stream()
                .flatMap(user -> user.department().stream())
                .filter(other -> !other.equals(door.department()))
                .forEach(other -> add(
                        "asked by department " + other,
                        good.with("Authorization", "Bearer " + EmbeddedStack.token("dept-" + other)),
                        Set.of(403, 404),
                        null));
        BadTokens.ofDepartments(door.department())
                .forEach((name, token) ->
                        add("department " + name, good.with("Authorization", token), Set.of(403, 404), null));
    }

    /** The demo user in {@link #EVERYBODY} who has a role; a name is its own. */
    private static String role(String open) {
        return switch (open) {
            case "platform" -> "platform-demo";
            case "agent" -> "agent-li";
            case "supervisor" -> "supervisor-zhao";
            case "operations" -> "ops-chen";
            case "department" -> "dept-access-network";
            case "service" -> "service-followup";
            default -> open;
        };
    }

    private void add(String id, Knock knock, Set<Integer> statuses, @Nullable String names) {
        bad.add(new Bad(door.operation() + " | " + id, knock, statuses, false, names));
    }

    private void addBare(String id, Knock knock, Set<Integer> statuses) {
        bad.add(new Bad(door.operation() + " | " + id, knock, statuses, true, null));
    }

    /** @param instead values of the path's parameters, escaped */
    private String target(Map<String, String> instead) {
        String target = door.template();
        for (var value : door.path().entrySet()) {
            String escaped = instead.getOrDefault(value.getKey(), escaped(value.getValue()));
            target = target.replace("{" + value.getKey() + "}", escaped);
        }
        return target;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] zipped(byte[] bytes, int times) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(zipped)) {
            for (int i = 0; i < times; i++) {
                zip.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
