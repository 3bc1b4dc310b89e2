package org.firstline.intake.http;

/**
 * Why somebody asks for personal data.
 *
 * @param reason in words, at most 200 characters; kept in the audit
 */
public record Reason(String reason) {

    private static final int MOST = 200;

    public Reason {
        Checks.text("reason", reason, MOST);
    }
}
