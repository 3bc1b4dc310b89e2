package org.firstline.intake.http;

import org.firstline.contracts.ContractViolation;
import org.firstline.door.Problems.Violation;

/** What is wrong with a message, without any value of it. */
record Fault(String field, String expected, String found) {

    static Fault of(IllegalArgumentException e) {
        if (e instanceof ContractViolation violation) {
            return new Fault(violation.field(), violation.expected(), violation.found());
        }
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(": ");
        int found = message.indexOf(", found ");
        String field = colon > 0 ? message.substring(0, colon) : "body";
        String rest = colon > 0 ? message.substring(colon + 2) : message;
        int cut = rest.indexOf(", found ");
        return new Fault(
                field,
                (cut < 0 ? rest : rest.substring(0, cut)).replaceFirst("^expected ", ""),
                found < 0 ? "something else" : message.substring(found + 8));
    }

    Violation at(String place) {
        return new Violation(place + "." + field, expected, found);
    }
}
