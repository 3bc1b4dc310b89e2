package org.firstline.drive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.firstline.contracts.CallEvent.Problem;
import org.firstline.drive.replay.Course.Happening;
import org.firstline.drive.replay.Row.State;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/firstline/drive/replay/courses.txt");

    /** On a change that is meant, the file written to target/courses.txt takes the golden one's place. */
    @Test
    void the_sample_becomes_the_acts_that_were_reviewed() throws IOException {
        List<String> lines = IncidentLog.read(Samples.LOG).incidents().stream()
                .map(Course::of)
                .flatMap(course -> told(course).stream())
                .toList();
        Files.write(Path.of("target", "courses.txt"), lines);

        assertThat(lines).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
    }

    @Test
    void a_hand_over_while_a_question_is_open_lets_the_next_department_ask_it() {
        Course course = course(
                row(0, State.ACTIVE, 0, 0),
                row(1, State.AWAITING_USER_INFO, 0, 0),
                row(2, State.AWAITING_USER_INFO, 1, 0));

        assertThat(acts(course)).containsExactly("Ring", "Exhaust", "Accept", "Ask", "HandOver", "Accept", "Ask");
    }

    @Test
    void a_jump_of_the_counter_is_as_many_hand_overs() {
        Course course = course(row(0, State.NEW, 0, 0), row(1, State.NEW, 3, 0));

        assertThat(acts(course)).containsExactly("Ring", "Exhaust", "HandOver", "HandOver", "HandOver");
    }

    @Test
    void what_cannot_be_fed_is_counted() {
        Course course = course(
                row(0, State.RESOLVED, 0, 0),
                row(1, State.RESOLVED, 1, 0),
                row(2, State.ACTIVE, 1, 0),
                row(3, State.CLOSED, 1, 0),
                row(4, State.CLOSED, 1, 0));

        assertThat(acts(course)).containsExactly("Ring", "Exhaust", "Accept", "Resolve", "CallBack");
        assertThat(course.handedOnAfterResolution()).isEqualTo(1);
        assertThat(course.contradictions()).isEqualTo(1);
        assertThat(course.silentRows()).isEqualTo(1);
    }

    @Test
    void a_reopen_after_the_closing_is_a_further_call() {
        Course course = course(row(0, State.CLOSED, 0, 0), row(1, State.ACTIVE, 0, 1), row(2, State.CLOSED, 0, 1));

        assertThat(acts(course))
                .containsExactly(
                        "Ring",
                        "Exhaust",
                        "Accept",
                        "Resolve",
                        "CallBack",
                        "RingAgain",
                        "Exhaust",
                        "Accept",
                        "Resolve",
                        "CallBack");
    }

    private static List<String> told(Course course) {
        Map<Instant, List<String>> byMinute = new LinkedHashMap<>();
        for (Happening happening : course.happenings()) {
            byMinute.computeIfAbsent(happening.at(), at -> new ArrayList<>()).add(told(happening.act()));
        }
        List<String> lines = new ArrayList<>();
        byMinute.forEach(
                (at, acts) -> lines.add(course.incident().number() + " " + at + " " + String.join(", ", acts)));
        int aside = course.handedOnAfterResolution() + course.reopenedUnresolved() + course.contradictions();
        if (aside > 0) {
            lines.add(course.incident().number() + " aside: " + course.handedOnAfterResolution() + " "
                    + course.reopenedUnresolved() + " " + course.contradictions());
        }
        return lines;
    }

    private static String told(Act act) {
        return switch (act) {
            case Act.Ring(String platform, Problem p) -> "Ring " + platform + " " + told(p);
            case Act.RingAgain(String platform, Problem p) -> "RingAgain " + platform + " " + told(p);
            case Act.HandOver(String department) -> "HandOver " + department;
            case Act.Report(String waitingFor) -> "Report " + waitingFor;
            case Act.Resolve(String cause) -> "Resolve " + cause;
            case Act.CallBack(boolean solved) -> solved ? "CallBack solved" : "CallBack not solved";
            case Act.Exhaust e -> "Exhaust";
            case Act.Accept a -> "Accept";
            case Act.Ask a -> "Ask";
            case Act.Inform i -> "Inform";
        };
    }

    private static String told(Problem problem) {
        return problem.serviceLine() + "/" + problem.category() + " " + problem.impact() + "/" + problem.urgency() + " "
                + problem.symptom().code();
    }

    private static List<String> acts(Course course) {
        return course.happenings().stream()
                .map(happening -> happening.act().getClass().getSimpleName())
                .collect(Collectors.toList());
    }

    private static Course course(Row... rows) {
        return Course.of(new Incident("INC1", List.of(rows)));
    }

    private static Row row(int minute, State state, int reassignments, int reopens) {
        return new Row(
                "INC1",
                state,
                reassignments,
                reopens,
                minute,
                Instant.parse("2016-03-01T08:00:00Z").plusSeconds(60L * minute),
                "Phone",
                "26",
                "174",
                "491",
                2,
                2,
                3,
                "70");
    }
}
