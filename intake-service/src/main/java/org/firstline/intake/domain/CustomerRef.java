package org.firstline.intake.domain;

/**
 * Stands for a customer outside intake; only intake can turn it into a person.
 *
 * @param value such as {@code cust-91be2d…}, at most 128 visible ASCII characters
 */
public record CustomerRef(String value) {

    /** How every reference begins. */
    public static final String PREFIX = "cust-";

    public CustomerRef {
        if (value.isEmpty() || value.length() > 128) {
            throw new IllegalArgumentException("expected a customer reference of 1 to 128 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
