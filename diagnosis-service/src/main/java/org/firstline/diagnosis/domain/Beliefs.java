package org.firstline.diagnosis.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How probable each cause is, given the complaint and what was found (manual §3.2.4): Bayes' rule, with findings taken as
 * independent given the cause. Worked out afresh from the record each time, so it cannot drift from it.
 */
public final class Beliefs {

    /** A guided step says little about causes it is not meant for: it may help, or be thought to, by chance. */
    private static final double CHANCE_HELP = 0.03;

    /** Below this many bits a check is not worth anybody's time. */
    private static final double LEAST_GAIN = 0.01;

    /** Something found, and how probable it was under each cause of the pack, in the pack's order. */
    private record Finding(Because because, double[] likelihoods) {}

    /** What a piece of evidence is: a symptom, a check and its value, or guidance and its outcome. */
    public record Because(Kind kind, String code, String value) {}

    /** The kinds of evidence. */
    public enum Kind {
        SYMPTOM,
        CHECK,
        GUIDANCE
    }

    /**
     * Evidence as it bears on one cause.
     *
     * @param weight tenfold logarithm of how many times more probable it is under this cause than under all others
     *     (decibans); above 0 speaks for, below against
     */
    public record Weight(Because because, double weight) {}

    /** A cause and its probability, 0 to 1, with what speaks for and against it, strongest first. */
    public record Ranked(Cause cause, double probability, List<Weight> evidenceFor, List<Weight> evidenceAgainst) {}

    /**
     * A check worth making.
     *
     * @param gain expected gain of information in bits
     */
    public record Suggestion(Check check, double gain) {

        double perMinute() {
            return gain / check.minutes();
        }
    }

    private final Pack pack;
    private final Course course;
    private final List<Finding> findings = new ArrayList<>();
    private final double[] priors;
    private final double[] posterior;

    private Beliefs(Pack pack, Course course) {
        this.pack = pack;
        this.course = course;
        this.priors = pack.causes().stream().mapToDouble(Cause::prior).toArray();
        normalise(priors);
        gather();
        this.posterior = priors.clone();
        for (Finding finding : findings) {
            for (int i = 0; i < posterior.length; i++) {
                posterior[i] *= finding.likelihoods()[i];
            }
            normalise(posterior);
        }
    }

    /** What is to be believed from a record. */
    public static Beliefs of(Pack pack, Course course) {
        return new Beliefs(pack, course);
    }

    private void gather() {
        String symptom = course.triage().complaint().symptom();
        pack.symptom(symptom)
                .ifPresent(link -> find(new Because(Kind.SYMPTOM, symptom, ""), c -> link.likelihood(c.code())));
        // What helped in an earlier round has not held: the customer came back.
        for (Step step : course.earlier()) {
            if (step.outcome() == StepOutcome.DONE_HELPED) {
                guided(step.code(), StepOutcome.DONE_NO_CHANGE);
            }
        }
        for (Step step : course.steps()) {
            StepOutcome outcome = step.outcome();
            String value = step.value();
            if (outcome != null) {
                guided(step.code(), outcome);
            } else if (value != null) {
                observed(step.code(), value);
            }
        }
    }

    private void observed(String code, String shown) {
        pack.check(code)
                .flatMap(check -> valueOf(check, shown))
                .ifPresent(value -> find(new Because(Kind.CHECK, code, shown), c -> value.likelihood(c.code())));
    }

    private void guided(String code, StepOutcome outcome) {
        pack.guidance(code).ifPresent(guidance -> {
            if (outcome != StepOutcome.SKIPPED) {
                find(
                        new Because(Kind.GUIDANCE, guidance.code(), outcome.name()),
                        c -> likelihood(guidance, outcome, c));
            }
        });
    }

    private static double likelihood(Guidance guidance, StepOutcome outcome, Cause cause) {
        double helps = cause.guidance().contains(guidance.code()) ? guidance.effectiveness() : CHANCE_HELP;
        return switch (outcome) {
            case DONE_HELPED -> helps;
            case DONE_NO_CHANGE -> 1 - helps;
            // It could not be carried out as meant, so it says half as much.
            case FAILED -> 1 - helps / 2;
            case SKIPPED -> 1;
        };
    }

    private void find(Because because, ToDoubleFunction<Cause> likelihood) {
        findings.add(new Finding(
                because, pack.causes().stream().mapToDouble(likelihood).toArray()));
    }

    private static Optional<Check.Value> valueOf(Check check, String shown) {
        return check.values().stream().filter(v -> v.code().equals(shown)).findFirst();
    }

    /** The most probable cause. */
    public Cause top() {
        return pack.causes().get(best());
    }

    /** The probability of the most probable cause. */
    public double certainty() {
        return posterior[best()];
    }

    /** The probability of a cause of the pack. */
    public double of(Cause cause) {
        return posterior[pack.causes().indexOf(cause)];
    }

    /** The most probable cause, where it is probable enough to be named to others. */
    public Optional<Cause> named() {
        return certainty() >= pack.nameAt() ? Optional.of(top()) : Optional.empty();
    }

    private int best() {
        int best = 0;
        for (int i = 1; i < posterior.length; i++) {
            if (posterior[i] > posterior[best]) {
                best = i;
            }
        }
        return best;
    }

    /** All causes, most probable first, each with what speaks for and against it. */
    public List<Ranked> ranked() {
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < posterior.length; i++) {
            List<Weight> weights = new ArrayList<>();
            for (Finding finding : findings) {
                weights.add(new Weight(finding.because(), weight(finding, i)));
            }
            weights.sort(Comparator.comparingDouble((Weight w) -> -Math.abs(w.weight())));
            ranked.add(new Ranked(
                    pack.causes().get(i),
                    posterior[i],
                    weights.stream().filter(w -> w.weight() >= 0.5).toList(),
                    weights.stream().filter(w -> w.weight() <= -0.5).toList()));
        }
        ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.probability()));
        return List.copyOf(ranked);
    }

    private double weight(Finding finding, int cause) {
        double others = 0;
        for (int i = 0; i < priors.length; i++) {
            others += i == cause ? 0 : priors[i] * finding.likelihoods()[i];
        }
        return 10 * Math.log10(finding.likelihoods()[cause] * (1 - priors[cause]) / others);
    }

    /** The check that tells most per minute of the customer's time; none when no check is worth it. */
    public Optional<Suggestion> nextCheck() {
        Set<String> made = course.steps().stream().map(Step::code).collect(Collectors.toSet());
        return pack.checks().stream()
                .filter(check -> !made.contains(check.code()))
                .map(check -> new Suggestion(check, gain(check)))
                .filter(suggestion -> suggestion.gain() >= LEAST_GAIN)
                .max(Comparator.comparingDouble(Suggestion::perMinute));
    }

    private double gain(Check check) {
        double expected = 0;
        for (Check.Value value : check.values()) {
            double[] then = posterior.clone();
            double probability = 0;
            for (int i = 0; i < then.length; i++) {
                then[i] *= value.likelihood(pack.causes().get(i).code());
                probability += then[i];
            }
            if (probability > 0) {
                normalise(then);
                expected += probability * entropy(then);
            }
        }
        return entropy(posterior) - expected;
    }

    /** What is to be done next about the most probable cause: its first guidance that was not tried in this round. */
    public Optional<Guidance> nextGuidance() {
        return nextGuidance(top());
    }

    Optional<Guidance> nextGuidance(Cause cause) {
        Set<String> done = course.wholeRecord().stream().map(Step::code).collect(Collectors.toSet());
        return cause.guidance().stream()
                .filter(code -> !done.contains(code))
                .findFirst()
                .flatMap(pack::guidance);
    }

    private static double entropy(double[] distribution) {
        double bits = 0;
        for (double p : distribution) {
            bits -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
        }
        return bits;
    }

    private static void normalise(double[] distribution) {
        double sum = 0;
        for (double p : distribution) {
            sum += p;
        }
        for (int i = 0; i < distribution.length; i++) {
            distribution[i] /= sum;
        }
    }
}
