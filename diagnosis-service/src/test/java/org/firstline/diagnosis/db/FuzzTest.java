package org.firstline.diagnosis.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    @Tag("long")
    void any_text_is_a_pack_or_refused_with_its_place() throws IOException {
        try (InputStream pack = FuzzTest.class.getResourceAsStream("/knowledge/general.v1.yaml")) {
            assertThat(Fuzzing.stumbles(PackTextReader.class, List.of(pack.readAllBytes())))
                    .isEmpty();
        }
    }
}
