package org.firstline.diagnosis.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What every diagnosis that has begun carries.
 *
 * @param round from 1; rises when a case is reopened
 * @param pack the version of the knowledge it is led by
 * @param steps what was looked at and done in this round, each code once, in order
 * @param earlier the same of the rounds before
 */
public record Course(Triage triage, int round, PackVersion pack, List<Step> steps, List<Step> earlier) {

    /** What one event may carry; only a case led by several packs in turn comes to more. */
    private static final int MOST_RECORDED = 32;

    public Course {
        steps = List.copyOf(steps);
        earlier = List.copyOf(earlier);
    }

    /** With one more step; what was recorded under the same code in this round gives way to it. */
    Course with(Step step) {
        return new Course(triage, round, pack, added(steps, step), earlier);
    }

    /** The next round: what was done stays on the record, and what is looked at begins anew. */
    Course reopened(int nextRound, PackVersion nextPack) {
        return new Course(triage, nextRound, nextPack, List.of(), wholeRecord());
    }

    /** Everything looked at and done in all rounds, each code once with its latest result; the latest 32. */
    public List<Step> wholeRecord() {
        List<Step> whole = earlier;
        for (Step step : steps) {
            whole = added(whole, step);
        }
        return whole.subList(Math.max(0, whole.size() - MOST_RECORDED), whole.size());
    }

    private static List<Step> added(List<Step> steps, Step step) {
        List<Step> more = new ArrayList<>(steps.size() + 1);
        for (Step known : steps) {
            if (!known.code().equals(step.code())) {
                more.add(known);
            }
        }
        more.add(step);
        return more;
    }
}
