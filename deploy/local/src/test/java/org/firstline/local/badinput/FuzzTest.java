package org.firstline.local.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstline.contracts.Examples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    @Tag("long")
    void any_bytes_are_an_event_or_refused_in_words() {
        var seeds = Examples.all().stream()
                .map(example -> CatalogueReader.seed(example.type(), example.bytes()))
                .toList();

        assertThat(Fuzzing.stumbles(CatalogueReader.class, seeds)).isEmpty();
    }
}
