package org.firstline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstline.contracts.Catalogue;
import org.junit.jupiter.api.Test;

class TypesTest {

    @Test
    void the_contracts_know_every_type_that_the_rules_look_for() {
        assertThat(Catalogue.types()).containsAll(Types.all().toList());
    }
}
