package org.firstline.drive;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.CaseInput.DiagnosisExhausted;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent.DiagnosisStarted;
import org.firstline.contracts.Topics;

/**
 * A bot that leads customers through diagnosis: as soon as a round of diagnosis begins it says what it has to say. Give
 * it to a {@link Tail} over diagnosis' topic.
 */
public final class SimulatedBot implements Consumer<Heard> {

    /** The name under which it reports. */
    public static final String NAME = "bot-1";

    private static final String STARTED =
            Catalogue.typesOf(DiagnosisStarted.class).getFirst();

    private final Function<DiagnosisStarted, List<CaseInput>> script;
    private final Doors doors;

    /** @param script what it says to a round; nothing about cases it does not lead */
    public SimulatedBot(Function<DiagnosisStarted, List<CaseInput>> script, Doors doors) {
        this.script = script;
        this.doors = doors;
    }

    /** One that can help nobody: it reports at once that it has come to its end. */
    public static SimulatedBot exhausted(Doors doors) {
        return new SimulatedBot(started -> List.of(new DiagnosisExhausted(started.caseId(), NAME)), doors);
    }

    @Override
    public void accept(Heard heard) {
        if (heard.topic().equals(Topics.DIAGNOSIS_CASES)
                && heard.type().equals(STARTED)
                && heard.event().orElse(null) instanceof DiagnosisStarted started) {
            script.apply(started).forEach(input -> doors.send(Post.input(input)));
        }
    }
}
