package org.firstline.intake.http;

import org.firstline.contracts.Masking;

/**
 * Why somebody asks for personal data.
 *
 * @param reason in words, at most 200 characters; kept in the audit, with numbers and addresses of mail masked
 */
public record Reason(String reason) {

    private static final int MOST = 200;

    public Reason {
        reason = Masking.mask(Checks.text("reason", reason, MOST));
    }
}
