package org.firstline.intake.http;

import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A check of who is calling.
 *
 * @param account or {@code number}: which entry of the directory the caller claims to be
 * @param evidence what the caller gave; used once and not kept
 */
public record IdentityCheck(
        String method, @Nullable String account, @Nullable String number, String evidence) {
    public IdentityCheck {
        Checks.code("method", method);
        Checks.text("evidence", evidence, 128);
        Checks.textOrNull("account", account, Limits.CODE_LENGTH);
        Checks.number("number", number);
        if ((account == null) == (number == null)) {
            throw new ContractViolation("account", "either account or number", account == null ? "neither" : "both");
        }
    }

    @Override
    public String toString() {
        return "IdentityCheck[not shown]";
    }
}
