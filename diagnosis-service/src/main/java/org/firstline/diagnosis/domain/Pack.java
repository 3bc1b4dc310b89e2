package org.firstline.diagnosis.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about the faults of some service lines (manual §2.1): data, not code. Whoever reads one in sees to it
 * that every code one part names is defined in another.
 *
 * @param serviceLines the lines it is for, in the contract's words
 * @param actAt probability from which a cause is acted upon without a person, above {@code nameAt}
 * @param nameAt probability from which a cause is named to others
 * @param faultClass what an escalation is called where nothing better is known
 */
public record Pack(
        PackVersion version,
        List<String> serviceLines,
        double actAt,
        double nameAt,
        String faultClass,
        List<Cause> causes,
        List<SymptomLink> symptoms,
        List<Check> checks,
        List<Guidance> guidance) {

    /** How guidance is called on topics; within the pack and in steps it goes without. */
    public static final String GUIDE = "guide.";

    /** Most checks and guidance together: each may stand once in the record that goes to a department. */
    public static final int MOST_STEPS = 31;

    public Pack {
        serviceLines = List.copyOf(serviceLines);
        causes = List.copyOf(causes);
        symptoms = List.copyOf(symptoms);
        checks = List.copyOf(checks);
        guidance = List.copyOf(guidance);
    }

    /** The cause of that code. */
    public Optional<Cause> cause(String code) {
        return causes.stream().filter(c -> c.code().equals(code)).findFirst();
    }

    /** The symptom of that code. */
    public Optional<SymptomLink> symptom(String code) {
        return symptoms.stream().filter(s -> s.code().equals(code)).findFirst();
    }

    /** The check of that code. */
    public Optional<Check> check(String code) {
        return checks.stream().filter(c -> c.code().equals(code)).findFirst();
    }

    /** The guidance of that code, with or without {@link #GUIDE} before it. */
    public Optional<Guidance> guidance(String code) {
        String bare = code.startsWith(GUIDE) ? code.substring(GUIDE.length()) : code;
        return guidance.stream().filter(g -> g.code().equals(bare)).findFirst();
    }

    /**
     * The same knowledge with priors moved by what was confirmed (manual §1.3): each prior counts as much as
     * {@code weight} cases, each confirmed case as one.
     *
     * @param confirmed cases by cause; causes of other packs are passed over
     * @param weight above 0
     */
    public Pack learned(Map<String, Long> confirmed, double weight) {
        double all = causes.stream()
                .mapToDouble(c -> confirmed.getOrDefault(c.code(), 0L))
                .sum();
        List<Cause> moved = causes.stream()
                .map(c -> new Cause(
                        c.code(),
                        c.name(),
                        (c.prior() * weight + confirmed.getOrDefault(c.code(), 0L)) / (weight + all),
                        c.remedy(),
                        c.faultClass(),
                        c.impact(),
                        c.guidance(),
                        c.workaround(),
                        c.solution()))
                .toList();
        return new Pack(version, serviceLines, actAt, nameAt, faultClass, moved, symptoms, checks, guidance);
    }
}
