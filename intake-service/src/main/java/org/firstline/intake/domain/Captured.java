package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.ServiceLine;

/**
 * A problem as an IVR or bot captured it.
 *
 * @param by which platform's bot
 * @param identityVerified whether the bot verified the caller and the directory knows the account
 */
public record Captured(
        Instant at,
        String by,
        ServiceLine line,
        Category category,
        Level impact,
        Level urgency,
        Symptom symptom,
        boolean identityVerified) {}
