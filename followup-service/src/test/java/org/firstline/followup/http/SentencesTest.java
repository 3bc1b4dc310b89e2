package org.firstline.followup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DiagnosisEvent;
import org.firstline.contracts.EscalationEvent;
import org.firstline.contracts.Examples;
import org.firstline.contracts.Examples.Example;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.IntakeEvent;
import org.firstline.contracts.SuiteEvent;
import org.junit.jupiter.api.Test;

class SentencesTest {

    private static final List<Class<? extends SuiteEvent>> TOLD =
            List.of(IntakeEvent.class, DiagnosisEvent.class, EscalationEvent.class, FollowupEvent.class);

    @Test
    void every_event_of_a_story_has_a_sentence_in_both_languages() throws IOException {
        for (Locale language : Languages.ALL) {
            Sentences sentences = new Sentences(language, ZoneId.of("Asia/Shanghai"));
            for (Class<? extends SuiteEvent> family : TOLD) {
                for (Example example : Examples.ofFamily(family)) {
                    JsonNode data = new ObjectMapper().readTree(example.bytes());
                    String sentence = sentences.of(example.type(), data);

                    assertThat(sentence)
                            .as("%s in %s", example, language)
                            .isNotEqualTo(example.type())
                            .doesNotContain("{", "}");
                    if (example.full()) {
                        assertThat(sentence)
                                .as("%s in %s names only fields there are", example, language)
                                .doesNotContain(language.equals(Languages.ENGLISH) ? "not given" : "未提供");
                    }
                }
            }
        }
    }

    @Test
    void both_languages_have_the_same_entries_and_only_types_there_are() {
        assertThat(Sentences.read(Languages.CHINESE).stringPropertyNames())
                .isEqualTo(Sentences.read(Languages.ENGLISH).stringPropertyNames());
        assertThat(Sentences.read(Languages.ENGLISH).stringPropertyNames().stream()
                        .filter(name -> !name.startsWith("value.")))
                .allSatisfy(type -> assertThat(Catalogue.recordOf(type)).isPresent());
    }
}
