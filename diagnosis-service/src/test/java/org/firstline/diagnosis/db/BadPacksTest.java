package org.firstline.diagnosis.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.firstline.diagnosis.domain.Fixtures;
import org.firstline.local.badinput.BadDocuments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a knowledge pack that is none gets, wherever it comes from: a refusal that names file and place. */
class BadPacksTest {

    private static final Set<String> FREE = Set.of("zh", "en", "minutes");
    private static final Set<String> NEEDED = Set.of(
            "id",
            "version",
            "serviceLines",
            "actAt",
            "nameAt",
            "faultClass",
            "causes",
            "symptoms",
            "checks",
            "code",
            "name",
            "zh",
            "en",
            "prior",
            "remedy",
            "impact",
            "solution",
            "technical",
            "say",
            "minutes",
            "source",
            "values",
            "usually",
            "by",
            "steps",
            "effectiveness");

    @ParameterizedTest
    @ValueSource(strings = {"general", "broadband"})
    void every_bad_pack_is_refused_with_its_place(String pack) throws IOException {
        String text = Fixtures.text("knowledge/" + pack + ".v1.yaml");
        byte[] json = new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(text));
        // Bytes are made text by who has them: over HTTP that is the door, which its own test asks.
        BadDocuments documents =
                new BadDocuments(json, FREE::contains, NEEDED::contains, what -> what.startsWith("no-utf8"));

        var offences =
                documents.read(bytes -> PackReader.read("a-pack.yaml", new String(bytes, StandardCharsets.UTF_8)));

        assertThat(offences).isEmpty();
        assertThat(documents.tried()).isGreaterThanOrEqualTo(400);
    }
}
