package org.firstline.contracts;

import java.time.Instant;
import java.util.UUID;
import org.firstline.contracts.Terms.Category;
import org.firstline.contracts.Terms.Handling;
import org.firstline.contracts.Terms.Level;
import org.firstline.contracts.Terms.Severity;
import org.jspecify.annotations.Nullable;

/** What intake says on {@code intake.cases}, keyed by the case. */
public sealed interface IntakeEvent extends SuiteEvent.OfCase {

    /** An inbound call was answered or captured, and has become a case. */
    record CaseOpened(
            UUID caseId,
            String platform,
            Handling handling,
            @Nullable String agentId,
            Instant openedAt,
            Accountability accountability)
            implements IntakeEvent {
        public CaseOpened {
            Check.id("caseId", caseId);
            Check.code("platform", platform);
            Check.given("handling", handling);
            Check.codeOrNull("agentId", agentId);
            Check.instant("openedAt", openedAt);
            Check.given("accountability", accountability);
        }
    }

    /** The caller hung up before an answer; the contact is owed a callback. {@code caseId} is the contact's id. */
    record CallbackOwed(
            UUID caseId, String platform, Instant abandonedAt, String customerRef, Accountability accountability)
            implements IntakeEvent {
        public CallbackOwed {
            Check.id("caseId", caseId);
            Check.code("platform", platform);
            Check.instant("abandonedAt", abandonedAt);
            Check.code("customerRef", customerRef);
            Check.given("accountability", accountability);
        }
    }

    /** The caller of an abandoned call came through again, or was called: nothing is owed any more. */
    record CallbackSettled(UUID caseId, Instant settledAt, Accountability accountability) implements IntakeEvent {
        public CallbackSettled {
            Check.id("caseId", caseId);
            Check.instant("settledAt", settledAt);
            Check.given("accountability", accountability);
        }
    }

    /** The intake record is complete (manual §3.1.2, §3.1.3). */
    record IntakeRecorded(
            UUID caseId,
            CaseFacts facts,
            Symptom symptom,
            boolean identityVerified,
            @Nullable String verificationMethod,
            String recordedBy,
            Accountability accountability)
            implements IntakeEvent {
        public IntakeRecorded {
            Check.id("caseId", caseId);
            Check.given("facts", facts);
            Check.given("symptom", symptom);
            Check.codeOrNull("verificationMethod", verificationMethod);
            Check.code("recordedBy", recordedBy);
            Check.given("accountability", accountability);
        }
    }

    /** The first classification stands and is technical support's (manual §3.1.4): diagnosis takes over. */
    record CaseTriaged(
            UUID caseId,
            CaseFacts facts,
            Category category,
            Severity severity,
            Level impact,
            Level urgency,
            Symptom symptom,
            Handling handling,
            @Nullable String agentId,
            Instant triagedAt,
            Accountability accountability)
            implements IntakeEvent {
        public CaseTriaged {
            Check.id("caseId", caseId);
            Check.given("facts", facts);
            Check.given("category", category);
            Check.given("severity", severity);
            Check.given("impact", impact);
            Check.given("urgency", urgency);
            Check.given("symptom", symptom);
            Check.given("handling", handling);
            Check.codeOrNull("agentId", agentId);
            Check.instant("triagedAt", triagedAt);
            Check.given("accountability", accountability);
        }
    }

    /** Not technical support's: handed to the right desk, the customer is told, and the case closes as such. */
    record CaseHandedOver(
            UUID caseId,
            CaseFacts facts,
            Category category,
            String desk,
            String handedOverBy,
            Instant handedOverAt,
            Accountability accountability)
            implements IntakeEvent {
        public CaseHandedOver {
            Check.id("caseId", caseId);
            Check.given("facts", facts);
            Check.given("category", category);
            Check.code("desk", desk);
            Check.code("handedOverBy", handedOverBy);
            Check.instant("handedOverAt", handedOverAt);
            Check.given("accountability", accountability);
        }
    }

    /** A further call turned out to be about this open case. */
    record CallAttached(
            UUID caseId, UUID contactId, String confirmedBy, Instant attachedAt, Accountability accountability)
            implements IntakeEvent {
        public CallAttached {
            Check.id("caseId", caseId);
            Check.id("contactId", contactId);
            Check.code("confirmedBy", confirmedBy);
            Check.instant("attachedAt", attachedAt);
            Check.given("accountability", accountability);
        }
    }
}
