package org.firstline.local.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.firstline.local.badinput.Wire.Answer;
import org.jspecify.annotations.Nullable;

/** Knocks at every door of a service with everything that is bad, and tells which of it was not answered well. */
public final class BadInput {

    /** The system property with which a run takes other chances. */
    static final String SEED = "badinput.seed";

    private static final int ASKERS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Pattern INSIDES = Pattern.compile(
            "\\b(org|com|io|java|jakarta|jdk)\\.[a-z0-9.]+\\.?[A-Z]|Exception\\b|\\bat [\\w.$]+\\(|Jackson|Hibernate|SQLSTATE"
                    + "|Mutiny|<html");

    private final URI server;
    private final byte[] openApi;
    private final List<Door> doors;
    private final List<String> offences = new ArrayList<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Map<String, Set<String>> kinds = new TreeMap<>();

    /**
     * @param server where the service listens
     * @param openApi its own description as JSON
     * @param doors all of them: one that is described and not named here is an offence, and the other way round
     */
    public BadInput(URI server, byte[] openApi, List<Door> doors) {
        this.server = server;
        this.openApi = openApi.clone();
        this.doors = List.copyOf(doors);
    }

    /**
     * Asks of every kind, and of the rest as much as is asked usually.
     *
     * @return what was not answered as it must be, one line each; empty when all is well
     */
    public List<String> knock() {
        return knock(false);
    }

    /**
     * Asks everything, which takes minutes.
     *
     * @return what was not answered as it must be, one line each; empty when all is well
     */
    public List<String> knockWithEverything() {
        return knock(true);
    }

    private List<String> knock(boolean all) {
        Map<String, Described> described = Described.of(openApi);
        Set<String> named = new TreeSet<>();
        for (Door door : doors) {
            named.add(door.operation());
            Described operation = described.get(door.operation());
            if (operation == null) {
                offences.add(door.operation() + " is not in the service's description");
                continue;
            }
            Described whole = operation.with(door.bodies());
            List<Bad> bad = BadRequests.of(door, whole, random(door.operation()), all);
            offences.addAll(ask(bad));
            asked.put(door.operation(), bad.size());
            kinds.put(door.operation(), bad.stream().map(Bad::kind).collect(Collectors.toCollection(TreeSet::new)));
        }
        described.keySet().stream()
                .filter(operation -> !named.contains(operation))
                .forEach(operation -> offences.add(operation + " gets no bad input; name it"));
        System.out.println("Bad input asked: " + asked);
        return offences;
    }

    /**
     * Asks what was good all along: a door that turns everything away would prove nothing. What stands may have moved on
     * since, by one of these requests themselves; the request is understood all the same.
     *
     * @param elsewhere parts of operations for which an example alone is not enough, or that change what all tests start
     *     from; other tests ask there rightly
     */
    public List<String> knockRightly(String... elsewhere) {
        Map<String, Described> described = Described.of(openApi);
        List<String> wrong = new ArrayList<>();
        for (Door door : doors) {
            if (Arrays.stream(elsewhere).anyMatch(door.operation()::contains)) {
                continue;
            }
            Map<String, Answer> answers = new TreeMap<>();
            BadRequests.good(door, described.get(door.operation()).with(door.bodies()))
                    .forEach((name, good) -> answers.put(name, Wire.ask(server, good)));
            answers.forEach((name, answer) -> {
                if (!isUnderstood(answer) && answer.status() != 404) {
                    wrong.add(door.operation() + " " + name + ": expected to be understood, found " + told(answer));
                }
            });
            if (answers.values().stream().noneMatch(BadInput::isUnderstood)) {
                wrong.add(door.operation() + ": expected something there, found nothing");
            }
        }
        return wrong;
    }

    private static boolean isUnderstood(Answer answer) {
        return answer.status() / 100 == 2 || answer.status() == 409 || answer.status() == 412;
    }

    /**
     * Which kinds of bad input were promised for a door and not asked there.
     *
     * @return one line for each door and kind; empty when none was left out
     */
    public List<String> unasked() {
        Map<String, Described> described = Described.of(openApi);
        List<String> unasked = new ArrayList<>();
        for (Door door : doors) {
            Described whole = described.get(door.operation()).with(door.bodies());
            for (String kind : BadRequests.promised(door, whole)) {
                if (!kinds.getOrDefault(door.operation(), Set.of()).contains(kind)) {
                    unasked.add(door.operation() + ": expected '" + kind + "' among what is asked, found "
                            + kinds.get(door.operation()));
                }
            }
        }
        return unasked;
    }

    /** How many were asked, by door. */
    public Map<String, Integer> asked() {
        return Map.copyOf(asked);
    }

    /** What is left to chance for one door or topic; the seed is always the same, or the one that is set. */
    static Random random(String of) {
        long seed = Long.getLong(SEED, 20_260_302);
        System.out.println("Bad input for " + of + " with -D" + SEED + "=" + seed);
        return new Random(seed + of.hashCode());
    }

    /** A few at a time: one after the other most of the time would be waiting. */
    private List<String> ask(List<Bad> bad) {
        try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
            return askers
                    .invokeAll(bad.stream()
                            .map(one -> (Callable<Optional<String>>) () -> ask(one))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException("expected to be let ask", e);
        }
    }

    private Optional<String> ask(Bad bad) {
        Answer answer = Wire.ask(server, bad.knock());
        return Optional.ofNullable(wrongWith(bad, answer))
                .map(wrong -> bad.id() + ": " + wrong + ", found " + told(answer));
    }

    private static @Nullable String wrongWith(Bad bad, Answer answer) {
        if (!bad.statuses().contains(answer.status())) {
            return "expected one of " + new TreeSet<>(bad.statuses());
        }
        if (bad.mayBeBare() && answer.body().isEmpty()) {
            return null;
        }
        if (INSIDES.matcher(answer.body()).find()) {
            return "expected nothing of our insides";
        }
        if (Corpus.PERSONAL.stream().anyMatch(answer.body()::contains)) {
            return "expected nothing that somebody typed";
        }
        if (!answer.headers().getOrDefault("content-type", "").startsWith("application/problem+json")) {
            return "expected a problem";
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(answer.body());
        } catch (IOException e) {
            return "expected a problem in JSON";
        }
        String detail = problem.path("detail").asText();
        if (problem.path("status").asInt() != answer.status()
                || problem.path("title").asText().isBlank()) {
            return "expected a problem with its status and a title";
        }
        if (detail.isBlank()) {
            return "expected a detail";
        }
        return isNamedAsAWord(bad.names(), problem.path("title").asText() + ": " + detail + problem.path("violations"))
                ? null
                : "expected it to name " + bad.names();
    }

    /** Whether one of the names with bars between is there; null asks for none. */
    static boolean isNamed(@Nullable String names, String told) {
        return names == null || Arrays.stream(names.split("\\|")).anyMatch(told::contains);
    }

    /** The same for names that stand in other words too, as {@code id} does in many: they stand there by themselves. */
    private static boolean isNamedAsAWord(@Nullable String names, String told) {
        return names == null
                || Arrays.stream(names.split("\\|"))
                        .anyMatch(name -> Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                                .matcher(told)
                                .find());
    }

    private static String told(Answer answer) {
        String body = answer.body().replaceAll("\\s+", " ");
        return switch (answer.status()) {
            case -1 -> "no answer within " + Wire.PATIENCE;
            case 0 -> "a closed door " + body;
            default ->
                answer.status() + " " + answer.headers().getOrDefault("content-type", "without a type") + " "
                        + body.substring(0, Math.min(300, body.length()));
        };
    }
}
