package org.firstline.escalation.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the order is and how it came there.
 *
 * @param department whose it is
 * @param submission which hand-over this is, from 1
 * @param been the departments it went through without a person's decision, this one last; a department in it is not
 *     tried again by itself, so that no order goes round in circles (A→B→A goes to a person)
 */
public record Handover(DepartmentId department, int submission, List<DepartmentId> been) {

    /** Most hand-overs of one order, as the contracts bound them. */
    public static final int MOST = 1_000;

    public Handover {
        been = List.copyOf(been);
    }

    static Handover first(DepartmentId department) {
        return new Handover(department, 1, List.of(department));
    }

    /** Handed on by rule. */
    Handover onTo(DepartmentId next) {
        List<DepartmentId> path = new ArrayList<>(been);
        path.add(next);
        return new Handover(next, submission + 1, path);
    }

    /** Handed over by a person's decision, or back to the same department: what was tried before does not count. */
    Handover anew(DepartmentId next) {
        return new Handover(next, submission + 1, List.of(next));
    }

    boolean wasAt(DepartmentId department) {
        return been.contains(department);
    }

    boolean isLast() {
        return submission >= MOST;
    }
}
