package org.firstline.local.badinput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.firstline.local.DemoUser;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.badinput.Wire.Knock;
import org.jspecify.annotations.Nullable;

/** Every bad request for one door. */
final class BadRequests {

    /**
     * The system property that says how many requests each door gets; the seed decides which. A kind of which nothing has
     * been asked yet is asked all the same.
     */
    private static final String EACH = "badinput.each";

    /** All there is, but where a body has many places at which something can be wrong. */
    private static final int USUAL = 400;

    /** Of the bodies with something wrong at one place, for one example. */
    private static final int AT_PLACES = 400;

    /** So often a good token is tampered with in each way. */
    private static final int TAMPERED = 50;

    /** As many of each kind before the rest is left to chance. */
    private static final int OF_EACH_KIND = 3;

    /** Stands for a proof until the whole request is known. */
    private static final String PROVEN = "proven";

    private static final String KEY = "Idempotency-Key";
    private static final Set<Integer> BAD = Set.of(400);
    private static final Set<Integer> BAD_OR_NOT_THERE = Set.of(400, 404, 405, 414, 431);

    private static final List<String> EVERYBODY = List.of(
            "platform-demo", "agent-li", "supervisor-zhao", "ops-chen", "dept-access-network", "service-followup");

    private final Door door;
    private final Described described;
    private final Random random;
    private final boolean all;
    private final List<Bad> bad = new ArrayList<>();

    private BadRequests(Door door, Described described, Random random, boolean all) {
        this.all = all;
        this.door = door;
        this.described = described;
        this.random = random;
    }

    /** @param all whether everything is asked, or as many as are asked usually */
    static List<Bad> of(Door door, Described described, Random random, boolean all) {
        BadRequests requests = new BadRequests(door, described, random, all);
        requests.bodies();
        requests.places();
        requests.headers();
        requests.strangers();
        requests.forgers();
        Collections.shuffle(requests.bad, random);
        int most = Integer.getInteger(EACH, USUAL);
        List<Bad> chosen = new ArrayList<>(all ? requests.bad : ofEachKind(requests.bad, most));
        requests.bad.clear();
        // Few doors are one department's alone; there none of these is left to chance.
        requests.departments();
        chosen.addAll(requests.bad);
        return chosen;
    }

    /** One of each kind; then a second and a third of each, and then any, as long as there are not enough. */
    private static List<Bad> ofEachKind(List<Bad> shuffled, int most) {
        Map<String, Integer> before = new HashMap<>();
        Map<Integer, List<Bad>> rounds = new TreeMap<>();
        for (Bad one : shuffled) {
            int round = Math.min(before.merge(one.kind(), 1, Integer::sum), OF_EACH_KIND + 1);
            rounds.computeIfAbsent(round, none -> new ArrayList<>()).add(one);
        }
        List<Bad> inOrder = rounds.values().stream().flatMap(List::stream).toList();
        int first = rounds.getOrDefault(1, List.of()).size();
        return inOrder.subList(0, Math.min(inOrder.size(), Math.max(most, first)));
    }

    /** Kinds that must be among what is asked at a door, whatever is left to chance. */
    static Set<String> promised(Door door, Described described) {
        Set<String> kinds = new TreeSet<>(
                Set.of("no token", "token sql", "token long", "method trace", "header: NUL", "header: too long"));
        if (door.proof() == null) {
            kinds.addAll(Set.of(
                    "token expired",
                    "token not-yet-good",
                    "token unsigned",
                    "token of-a-strangers-key",
                    "token signature-of-another",
                    "token signed-with-the-public-key",
                    "asked by another role"));
        } else {
            kinds.addAll(Set.of("no proof", "proof empty", "proof cut", "proof in other letters", "proof sql"));
        }
        for (String name : door.path().keySet()) {
            kinds.addAll(Set.of(
                    "path " + name + ": word sql",
                    "path " + name + ": word jndi",
                    "path " + name + ": word template",
                    "path " + name + ": word path",
                    "path " + name + ": word nul",
                    "path " + name + ": path dots",
                    "path " + name + ": path nul",
                    "path " + name + ": no-path bad"));
        }
        if (!described.examples().isEmpty()) {
            kinds.addAll(Set.of(
                    "body: gzip of 64 MiB",
                    "body: 1 TiB announced",
                    "body: chunks without end",
                    "body: whole deep-lists",
                    "body: whole bytes-only",
                    "body: whole cut-utf8",
                    "body: whole xxe",
                    "body: whole huge-name",
                    "Content-Type: xml"));
        }
        if (!described.examples().isEmpty() && !door.tolerant()) {
            kinds.addAll(Set.of("body: extra field", "body: wrong type", "body: whole utf-32"));
        }
        if (door.department() != null) {
            kinds.addAll(Set.of("another department", "department all", "department with SQL"));
        }
        for (String name : door.needed()) {
            if (described.headers().contains(name)) {
                kinds.add(name + ": missing");
            }
        }
        return kinds;
    }

    /** What the door takes, one for each example of its body. */
    static Map<String, Knock> good(Door door, Described described) {
        BadRequests requests = new BadRequests(door, described, new Random(0), false);
        Map<String, Knock> good = new LinkedHashMap<>();
        if (described.examples().isEmpty()) {
            good.put("", requests.proven(requests.good(null)));
        }
        described.examples().forEach((name, body) -> good.put(name, requests.proven(requests.good(body))));
        return good;
    }

    private Knock good(Described.@Nullable Body body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (door.proof() == null) {
            headers.put(
                    "Authorization",
                    "Bearer " + EmbeddedStack.token(door.open().iterator().next()));
        } else {
            headers.put(door.proof().header(), PROVEN);
        }
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

    /** With what proves this very request, where a door wants that. */
    private Knock proven(Knock knock) {
        Proof proof = door.proof();
        if (proof == null || !PROVEN.equals(knock.headers().get(proof.header()))) {
            return knock;
        }
        byte[] body = knock.body();
        return knock.with(proof.header(), proof.of(knock.target(), body == null ? new byte[0] : body));
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
                broken.addAll(all ? atPlaces : atPlaces.subList(0, Math.min(AT_PLACES, atPlaces.size())));
                broken.addAll(BadJson.withMore(bytes));
            }
            if (!door.looked().isEmpty()) {
                broken.addAll(BadCallbacks.of(example.getValue(), door.looked(), random));
            } else if (first || door.tolerant()) {
                broken.addAll(BadJson.asAWhole(bytes, random));
            }
            if (first) {
                oversized(bytes);
            }
            first = false;
            for (BadJson.Broken one : broken) {
                boolean isProvable = door.proof() == null || door.proof().canSayOf(one.bytes());
                boolean isLarge = one.bytes().length > 60_000;
                add(
                        "body: " + one.kind(),
                        "body " + example.getKey() + ": " + one.id(),
                        good(example.getValue()).saying(one.bytes()),
                        !isProvable ? Set.of(401) : isLarge ? Set.of(400, 413) : BAD,
                        !isProvable ? "signature" : isLarge ? null : one.names());
            }
        }
    }

    private void oversized(byte[] example) {
        byte[] blanks = " ".repeat(4_096).getBytes(StandardCharsets.US_ASCII);
        add("body: 2 MiB announced", good().saying(blanks).pretending(2 * 1024 * 1024), Set.of(413), "body");
        add("body: 1 TiB announced", good().saying(blanks).pretending(1L << 40), Set.of(413), "body");
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
            String place = "path " + name;
            String names = door.called().getOrDefault(name, name);
            Stream.concat(Corpus.of("word").stream(), Corpus.of("id").stream())
                    .filter(line -> !line.text().isEmpty())
                    .forEach(line -> add(
                            place + ": " + line.family(),
                            place + ": " + line.kind() + " " + line.name(),
                            good().at(target(Map.of(name, escaped(line.text())))),
                            BAD_OR_NOT_THERE,
                            names));
            Corpus.of("path")
                    .forEach(line -> add(
                            place + ": " + line.family(),
                            place + ": path " + line.name(),
                            good().at(target(Map.of(name, line.text()))),
                            BAD_OR_NOT_THERE,
                            // With a slash in it, it may be another path that there is not.
                            line.text().contains("/") ? names + "|path" : names));
            Corpus.of("no-path")
                    .forEach(line -> addBare(
                            place + ": " + line.family(),
                            place + ": no-path " + line.name(),
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
                            "query " + name + ": " + line.family(),
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
                    .forEach(line -> add(
                            "query: " + line.name(), good().at(target(Map.of()) + "?" + line.text()), BAD, "limit"));
        }
    }

    private void headers() {
        for (String name : described.headers()) {
            String kind = name.equals("If-Match") ? "etag" : name.equals(KEY) ? "key" : "none";
            Corpus.of(kind).stream()
                    .filter(line -> !line.text().isEmpty() || door.needed().contains(name))
                    .forEach(line -> add(
                            name + ": " + line.name(), good().with(name, line.text()), Set.of(400, 412, 431), name));
            if (door.needed().contains(name)) {
                add(name + ": missing", good().without(name), Set.of(400, 428), name);
            }
        }
        if (!described.examples().isEmpty()) {
            String own = good().headers().getOrDefault("Content-Type", "");
            Corpus.of("type").stream()
                    .filter(line -> !line.text().equals(own))
                    .forEach(line -> add(
                            "Content-Type: " + line.name(),
                            good().with("Content-Type", line.text()),
                            Set.of(400, 415),
                            "Content-Type"));
        }
        // Where bodies of several kinds are told apart, the framework disregards Accept, as RFC 9110 §12.5.1 lets it.
        if (described.examples().size() < 2 || !door.tolerant()) {
            Corpus.of("accept")
                    .forEach(line -> add(
                            "Accept: " + line.name(), good().with("Accept", line.text()), Set.of(400, 406), "Accept"));
        }
        Corpus.of("method")
                .forEach(line -> add("method " + line.name(), good().by(line.text()), Set.of(400, 405, 501), "method"));
        addBare("header: NUL", good().with("X-Odd", "a\u0000b"), BAD);
        addBare("header: too long", good().with("X-Odd", "x".repeat(20_000)), Set.of(400, 431));
        addBare("header: name with a space", good().with("X Odd", "x"), BAD);
        addBare(
                "two lengths",
                good().saying("{}".getBytes(StandardCharsets.US_ASCII)).with("Content-Length ", "1"),
                BAD);
    }

    private void strangers() {
        Proof proof = door.proof();
        // Where a proof is wanted, a token is none: neither a bad one nor a good one.
        String user = proof == null ? door.open().iterator().next() : "agent";
        Knock good = proof == null ? good() : good().without(proof.header());
        String names = proof == null ? "Authorization" : "Authorization|signature";
        add("no token", good.without("Authorization"), Set.of(401), names);
        add(
                "token in the query",
                good.without("Authorization").at(good.target() + "?access_token=" + EmbeddedStack.token("agent")),
                Set.of(401),
                names);
        Corpus.of("token")
                .forEach(line ->
                        add("token " + line.name(), good.with("Authorization", line.text()), Set.of(400, 401), names));
        BadTokens.all(user, EmbeddedStack.token(user))
                .forEach((name, token) -> add("token " + name, good.with("Authorization", token), Set.of(401), names));
        BadTokens.tampered(EmbeddedStack.token(user), TAMPERED, random)
                .forEach((name, token) -> add(
                        "token " + name.split("-", 2)[0],
                        "token " + name,
                        good.with("Authorization", token),
                        Set.of(401),
                        names));
        for (String somebody : EVERYBODY) {
            Knock asked = good.with("Authorization", "Bearer " + EmbeddedStack.token(somebody));
            if (proof != null) {
                add("a token and no proof", "asked by " + somebody, asked, Set.of(401), names);
            } else if (door.open().stream()
                    .noneMatch(open -> somebody.startsWith(open) || somebody.equals(role(open)))) {
                add("asked by another role", "asked by " + somebody, asked, Set.of(403), null);
            }
        }
    }

    /** What looks like a platform's proof and is none. */
    private void forgers() {
        Proof proof = door.proof();
        if (proof == null) {
            return;
        }
        Knock good = good();
        byte[] body = good.body();
        add("no proof", good.without(proof.header()), Set.of(401), "signature");
        proof.forged(good.target(), body == null ? new byte[0] : body)
                .forEach((name, forged) ->
                        add("proof " + name, good.with(proof.header(), forged), Set.of(401), "signature"));
        add(
                "proof in another header",
                good.without(proof.header()).with("X-Signature", proof.of(good.target(), new byte[0])),
                Set.of(401),
                "signature");
        add(
                "proof in the query",
                good.without(proof.header())
                        .at(good.target() + "?" + proof.header() + "=" + escaped(proof.of(good.target(), new byte[0]))),
                Set.of(401),
                "signature");
        // Who cannot prove who it is is not told what is wrong with its body.
        add(
                "no proof and no body",
                good.without(proof.header()).saying("{".getBytes(StandardCharsets.US_ASCII)),
                Set.of(401),
                "signature");
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
                        "another department",
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

    /** What is the only one of its kind. */
    private void add(String kind, Knock knock, Set<Integer> statuses, @Nullable String names) {
        add(kind, kind, knock, statuses, names);
    }

    private void add(String kind, String id, Knock knock, Set<Integer> statuses, @Nullable String names) {
        bad.add(new Bad(door.operation() + " | " + id, kind, proven(knock), statuses, false, names));
    }

    private void addBare(String kind, Knock knock, Set<Integer> statuses) {
        addBare(kind, kind, knock, statuses);
    }

    private void addBare(String kind, String id, Knock knock, Set<Integer> statuses) {
        bad.add(new Bad(door.operation() + " | " + id, kind, proven(knock), statuses, true, null));
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
