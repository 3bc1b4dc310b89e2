package org.firstline.chaos.check;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.firstline.chaos.check.Rows.Notice;

/**
 * P5: what a customer is to be told is delivered, or has failed and a task asks a person to tell; progress may be
 * overtaken by newer news. Each end is announced. What is not due yet may wait.
 *
 * <p>That a notice is delivered is not believed: the notification gateway must have answered 2xx to its reference. Where
 * nobody kept the gateway's references, the rest is judged and this is said to be open.
 */
final class UpdatesReachAnEnd implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        Set<String> informed = evidence.ofType(Types.CUSTOMER_INFORMED).stream()
                .map(one -> one.json().path("noticeId").asText())
                .collect(toSet());
        List<Violation> broken = new ArrayList<>();
        for (Notice notice : evidence.rows().notices()) {
            switch (notice.state()) {
                case "DELIVERED" -> {
                    announced(notice, informed, broken);
                    if (evidence.gateway()
                            .filter(answered -> !answered.contains(notice.id()))
                            .isPresent()) {
                        broken.add(violation(
                                notice,
                                "expected the notification gateway to have taken a notice that stands as delivered,"
                                        + " found that it never answered 2xx to it"));
                    }
                }
                case "FAILED" -> {
                    announced(notice, informed, broken);
                    if (!evidence.rows().noticeTasks().contains(notice.id())) {
                        broken.add(violation(
                                notice, "expected a task for a person beside a notice that failed, found none"));
                    }
                }
                case "OVERTAKEN" -> {
                    if (!notice.about().equals("PROGRESS")) {
                        broken.add(
                                violation(notice, "expected only progress to be overtaken, found " + notice.about()));
                    }
                }
                default -> {
                    if (notice.due()) {
                        broken.add(violation(
                                notice, "expected a final state of a notice that is due, found " + notice.state()));
                    }
                }
            }
        }
        return broken;
    }

    @Override
    public List<String> open(Evidence evidence) {
        return evidence.gateway().isPresent()
                ? List.of()
                : List.of(Promise.P5 + ": what the notification gateway took was not at hand; that "
                        + evidence.rows().notices().stream()
                                .filter(notice -> notice.state().equals("DELIVERED"))
                                .count()
                        + " notices were delivered is follow-up's own word");
    }

    private static void announced(Notice notice, Set<String> informed, List<Violation> broken) {
        if (!informed.contains(notice.id())) {
            broken.add(violation(notice, "expected the end of a notice to be announced, found that it is not"));
        }
    }

    private static Violation violation(Notice notice, String what) {
        return new Violation(
                Promise.P5,
                "case " + notice.caseId(),
                what,
                List.of("followup.notice " + notice.id() + "  " + notice.about() + "  " + notice.state()));
    }
}
