package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** What {@link Catalogue#read} says of bytes, and what always holds of it: a violation, no value told, no cause kept. */
final class Verdicts {

    /** Stands in values that a violation must not repeat; digits, so that numbers can carry it too. */
    static final String CANARY = "739184265";

    private Verdicts() {}

    /** The violation, or nothing where the bytes are read. Anything else thrown fails the test. */
    static Optional<ContractViolation> refusal(String type, byte[] data) {
        try {
            SuiteEvent event = Catalogue.read(type, data);
            assertThat(Catalogue.read(type, Catalogue.write(event))).isEqualTo(event);
            return Optional.empty();
        } catch (ContractViolation violation) {
            assertThat(violation.getMessage()).doesNotContain(CANARY);
            assertThat(violation.field() + violation.expected() + violation.found())
                    .doesNotContain(CANARY);
            assertThat(violation).hasNoCause();
            return Optional.of(violation);
        }
    }
}
