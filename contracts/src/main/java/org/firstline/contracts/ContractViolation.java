package org.firstline.contracts;

/** A message does not say what its contract requires. Its message names the field, what was expected, what was found. */
public final class ContractViolation extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String found;

    /**
     * @param field path of the field in the event's data, such as {@code problem.symptom.code} or {@code steps[2].at}
     * @param expected what the contract asks for, in words
     * @param found what was there, in words; never the value itself, which may be personal data
     */
    public ContractViolation(String field, String expected, String found) {
        super(field + ": expected " + expected + ", found " + found);
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    /** Path of the field at fault. */
    public String field() {
        return field;
    }

    /** What the contract asks for. */
    public String expected() {
        return expected;
    }

    /** What was there instead. */
    public String found() {
        return found;
    }
}
