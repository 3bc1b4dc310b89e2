package org.firstline.escalation.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.Terms.ReturnReason;
import org.firstline.door.Problems;
import org.jspecify.annotations.Nullable;

/** What a department answers over HTTP: the same answers as on its topic; the caller's token tells who answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AnswerRequest.Other.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnswerRequest.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = AnswerRequest.Progressed.class, name = "progressed"),
    @JsonSubTypes.Type(value = AnswerRequest.InformationNeeded.class, name = "information-needed"),
    @JsonSubTypes.Type(value = AnswerRequest.Returned.class, name = "returned"),
    @JsonSubTypes.Type(value = AnswerRequest.Resolved.class, name = "resolved")
})
@Schema(
        discriminatorProperty = "type",
        oneOf = {
            AnswerRequest.Accepted.class,
            AnswerRequest.Progressed.class,
            AnswerRequest.InformationNeeded.class,
            AnswerRequest.Returned.class,
            AnswerRequest.Resolved.class
        },
        discriminatorMapping = {
            @DiscriminatorMapping(value = "accepted", schema = AnswerRequest.Accepted.class),
            @DiscriminatorMapping(value = "progressed", schema = AnswerRequest.Progressed.class),
            @DiscriminatorMapping(value = "information-needed", schema = AnswerRequest.InformationNeeded.class),
            @DiscriminatorMapping(value = "returned", schema = AnswerRequest.Returned.class),
            @DiscriminatorMapping(value = "resolved", schema = AnswerRequest.Resolved.class)
        })
public sealed interface AnswerRequest {

    /**
     * The answer as the contracts have it.
     *
     * @throws org.firstline.contracts.ContractViolation when a field is missing or beyond its bounds
     */
    DepartmentAnswer of(UUID order, String by);

    @Schema(name = "Accepted")
    record Accepted() implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            return new DepartmentAnswer.Accepted(order, by);
        }
    }

    @Schema(name = "Progressed")
    record Progressed(
            @Nullable Instant expectedAt, @Nullable String note) implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            return new DepartmentAnswer.Progressed(order, by, expectedAt, note);
        }
    }

    @Schema(name = "InformationNeeded")
    record InformationNeeded(String question) implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            return new DepartmentAnswer.InformationNeeded(order, by, question);
        }
    }

    @Schema(name = "Returned")
    record Returned(
            ReturnReason reason,
            @Nullable String suggestedDepartment,
            @Nullable String note) implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            return new DepartmentAnswer.Returned(order, by, reason, suggestedDepartment, note);
        }
    }

    @Schema(name = "Resolved")
    record Resolved(String cause, @Nullable String solution) implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            return new DepartmentAnswer.Resolved(order, by, cause, solution);
        }
    }

    /** None of the above, or no type at all: taken in so that the caller can be told which field is wrong. */
    @Schema(hidden = true)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Other() implements AnswerRequest {
        @Override
        public DepartmentAnswer of(UUID order, String by) {
            throw Problems.badRequest(
                    "type",
                    "one of accepted, progressed, information-needed, returned, resolved",
                    "another word or nothing");
        }
    }
}
