package org.firstline.diagnosis.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstline.diagnosis.connect.LineTest;
import org.firstline.diagnosis.db.Diagnoses;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Check;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.domain.Input;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.Reading;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** Asks the operator's systems first, and then takes their answers as an input like any other. */
@ApplicationScoped
public class LineTestFlow {

    private static final String BY = "line-test";

    private final DiagnosisFlow flow;
    private final LineTest lineTest;
    private final Diagnoses diagnoses;
    private final Packs packs;
    private final PostOffice office;

    LineTestFlow(DiagnosisFlow flow, LineTest lineTest, Diagnoses diagnoses, Packs packs, PostOffice office) {
        this.flow = flow;
        this.lineTest = lineTest;
        this.diagnoses = diagnoses;
        this.packs = packs;
        this.office = office;
    }

    /** Makes every line test the diagnosis' pack knows; what cannot be found out is recorded as unknown. */
    public Uni<Answer> ask(
            CaseId caseId,
            long version,
            String principal,
            @Nullable String idempotencyKey,
            String fingerprint,
            String traceparent) {
        return diagnoses.find(office.reading(), caseId).flatMap(found -> {
            if (found == null) {
                return answer(new Answer.NotThere());
            }
            if (!(found.state() instanceof Diagnosis.Open open)) {
                return answer(new Answer.Refused(
                        "not-under-diagnosis", "expected a case under diagnosis, found that it has been concluded"));
            }
            return packs.shelfWith(office.reading(), Set.of(open.course().pack()))
                    .flatMap(shelf -> readings(open, shelf.in(open.course().pack())))
                    .flatMap(readings -> flow.ask(new Request(
                            new Input.Observe(caseId, readings, BY),
                            version,
                            principal,
                            idempotencyKey,
                            fingerprint,
                            traceparent)));
        });
    }

    private Uni<List<Reading>> readings(Diagnosis.Open open, Pack pack) {
        Map<String, Check> checks = pack.checks().stream()
                .filter(check -> check.source() == Check.Source.LINE_TEST)
                .collect(Collectors.toMap(Check::code, check -> check));
        return lineTest.ask(open.course().triage().facts(), checks.keySet()).map(answers -> checks.values().stream()
                .map(check -> new Reading(check.code(), known(check, answers.get(check.code()))))
                .toList());
    }

    private static String known(Check check, @Nullable String value) {
        return check.values().stream().anyMatch(v -> v.code().equals(value)) && value != null ? value : Reading.UNKNOWN;
    }

    private static Uni<Answer> answer(Answer answer) {
        return Uni.createFrom().item(answer);
    }
}
