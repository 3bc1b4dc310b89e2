package org.firstline.diagnosis.http;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.firstline.diagnosis.db.Diagnoses;
import org.firstline.diagnosis.db.StateName;
import org.firstline.diagnosis.db.StoredDiagnosis;
import org.firstline.diagnosis.domain.CaseId;
import org.firstline.diagnosis.domain.Diagnosis;
import org.firstline.diagnosis.flow.Answer;
import org.firstline.diagnosis.flow.Packs;
import org.firstline.door.Page;
import org.firstline.door.Problems;
import org.firstline.door.Version;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** Shows diagnoses, and turns what a request came to into a response. */
@ApplicationScoped
class Reception {

    private final Diagnoses diagnoses;
    private final Packs packs;
    private final PostOffice office;

    Reception(Diagnoses diagnoses, Packs packs, PostOffice office) {
        this.diagnoses = diagnoses;
        this.packs = packs;
        this.office = office;
    }

    static @Nullable StateName state(@Nullable String asked) {
        if (asked == null) {
            return null;
        }
        List<StateName> shown = Arrays.stream(StateName.values())
                .filter(name -> name != StateName.AWAITED)
                .toList();
        return shown.stream()
                .filter(name -> name.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest("state", "one of " + shown, "another word"));
    }

    Uni<Page<DiagnosisView.Short>> list(@Nullable StateName state, UUID after, int limit) {
        return diagnoses
                .list(office.reading(), state, after, limit + 1)
                .map(rows -> Page.of(
                        rows.stream()
                                .map(row -> Views.inList(row, begun(row).course()))
                                .toList(),
                        limit,
                        one -> one.caseId().toString()));
    }

    Uni<Response> show(CaseId caseId, Language language) {
        return diagnoses.find(office.reading(), caseId).flatMap(found -> {
            if (found == null) {
                throw Problems.notFound("diagnosis", caseId.toString());
            }
            return shown(found, language);
        });
    }

    Uni<Response> answer(CaseId caseId, Answer answer, Language language) {
        return switch (answer) {
            case Answer.Done(StoredDiagnosis row) -> shown(row, language);
            case Answer.NotThere notThere -> throw Problems.notFound("diagnosis", caseId.toString());
            case Answer.ChangedSince(long version) ->
                throw Problems.changedSince("diagnosis", caseId.toString(), Long.toString(version));
            case Answer.Refused(String code, String why) -> throw Problems.refused(code, why);
        };
    }

    private Uni<Response> shown(StoredDiagnosis row, Language language) {
        Diagnosis.Begun state = begun(row);
        return packs.shelfWith(office.reading(), Set.of(state.course().pack()))
                .map(shelf -> Response.ok(new Views(shelf.in(state.course().pack()), language).whole(row, state))
                        .tag(Version.tag(row.version()))
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .build());
    }

    private static Diagnosis.Begun begun(StoredDiagnosis row) {
        if (row.state() instanceof Diagnosis.Begun begun) {
            return begun;
        }
        throw new IllegalStateException("expected a diagnosis that has begun, found case " + row.caseId());
    }
}
