package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void both_languages_say_the_same_things() {
        assertThat(Words.bundle(Locale.SIMPLIFIED_CHINESE).keySet())
                .isEqualTo(Words.bundle(Locale.ENGLISH).keySet());
        assertThat(Words.in(Locale.SIMPLIFIED_CHINESE, "run.up", 12)).isEqualTo("系统在 12 秒后就绪。");
        assertThat(Words.in(Locale.ENGLISH, "run.up", 12)).isEqualTo("The suite is up after 12 s.");
    }
}
