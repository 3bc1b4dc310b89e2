package org.firstline.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void both_languages_say_the_same_things() throws IOException {
        assertThat(words("words_zh.properties").keySet())
                .isEqualTo(words("words.properties").keySet());
        assertThat(words("demo/narration_zh.properties").keySet())
                .isEqualTo(words("demo/narration.properties").keySet());
    }

    @Test
    void a_text_is_filled_in_as_it_is_written() {
        assertThat(Words.in(Locale.ENGLISH, "usage.positive", "--limit", 12345))
                .isEqualTo("--limit must be greater than 0, found 12345.");
        assertThat(Words.in(Locale.SIMPLIFIED_CHINESE, "usage.positive", "--limit", -1))
                .isEqualTo("--limit 必须大于 0，实际为 -1。");
    }

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (InputStream in = Objects.requireNonNull(WordsTest.class.getResourceAsStream(file))) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }
}
