package org.firstline.intake.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Limits;
import org.firstline.intake.domain.Symptom;
import org.firstline.intake.domain.Terms.Frequency;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.firstline.intake.listen.Symptoms;
import org.jspecify.annotations.Nullable;

/**
 * The four things the manual wants from every caller (§3.1.2). Each is given, or is marked unknown with a reason.
 *
 * @param account the account or service number it is about, where the caller says so
 */
@Schema(name = "IntakeRecord")
public record IntakeRecord(
        ServiceLine serviceLine,
        What symptom,
        Since since,
        Often frequency,
        Tried tried,
        @Nullable String account) {

    private static final int REASON = 200;

    public IntakeRecord {
        Checks.given("serviceLine", serviceLine);
        Checks.given("symptom", symptom);
        Checks.given("since", since);
        Checks.given("frequency", frequency);
        Checks.given("tried", tried);
        account = Checks.textOrNull("account", account, Limits.CODE_LENGTH);
    }

    /** What is wrong. */
    public record What(
            @Nullable String code,
            @Nullable String text,
            @Nullable String unknown) {
        public What {
            either("symptom", code != null, unknown);
            if (code != null) {
                Checks.code("symptom.code", code);
            }
            Checks.textOrNull("symptom.text", text, Limits.TEXT_LENGTH);
        }
    }

    /** When it began. */
    public record Since(@Nullable Instant at, @Nullable String unknown) {
        public Since {
            either("since", at != null, unknown);
            if (at != null && (at.isBefore(Limits.EARLIEST) || !at.isBefore(Limits.TOO_LATE))) {
                throw new ContractViolation("since.at", "an instant of this century", "another one");
            }
        }
    }

    /** How often it shows. */
    public record Often(@Nullable Frequency is, @Nullable String unknown) {
        public Often {
            either("frequency", is != null && is != Frequency.UNKNOWN, unknown);
        }
    }

    /** What was tried; an empty list says: nothing. */
    public record Tried(
            @Nullable List<String> steps, @Nullable String unknown) {
        public Tried {
            either("tried", steps != null, unknown);
            if (steps != null) {
                if (steps.size() > Limits.TRIED) {
                    throw new ContractViolation(
                            "tried.steps", "at most " + Limits.TRIED + " steps", steps.size() + " steps");
                }
                steps = List.copyOf(steps);
                for (int i = 0; i < steps.size(); i++) {
                    Checks.code("tried.steps[" + i + "]", steps.get(i));
                }
            }
        }
    }

    /** The symptom as it may leave intake. */
    Symptom masked() {
        return Symptoms.masked(
                symptom.code() == null ? "unknown" : symptom.code(),
                symptom.text(),
                since.at(),
                frequency.is() == null ? Frequency.UNKNOWN : frequency.is(),
                tried.steps() == null ? List.of() : tried.steps());
    }

    /** Everything said in free words, in full: kept sealed. */
    @Nullable
    String words() {
        List<String> words = new ArrayList<>();
        if (symptom.text() != null) {
            words.add(symptom.text());
        }
        Stream.of(
                        reason("symptom", symptom.unknown()),
                        reason("since", since.unknown()),
                        reason("frequency", frequency.unknown()),
                        reason("tried", tried.unknown()))
                .filter(one -> !one.isEmpty())
                .forEach(words::add);
        return words.isEmpty() ? null : String.join("\n", words);
    }

    private static String reason(String field, @Nullable String unknown) {
        return unknown == null ? "" : field + " unknown: " + unknown;
    }

    private static void either(String field, boolean given, @Nullable String unknown) {
        if (given == (unknown != null)) {
            throw new ContractViolation(
                    field, "either a value or 'unknown' with the reason", given ? "both" : "neither");
        }
        if (unknown != null) {
            Checks.text(field + ".unknown", unknown, REASON);
        }
    }
}
