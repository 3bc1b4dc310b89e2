package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Pattern BLANK = Pattern.compile("\\{\\d}");

    @Test
    void both_languages_say_the_same_things_with_the_same_blanks() {
        var english = Words.bundle(Locale.ENGLISH);
        var chinese = Words.bundle(Locale.SIMPLIFIED_CHINESE);

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        for (var name : english.keySet()) {
            assertThat(blanks(chinese.getString(name))).as(name).isEqualTo(blanks(english.getString(name)));
        }
    }

    @Test
    void a_port_keeps_its_digits_together() {
        assertThat(Words.in(Locale.ENGLISH, "port-taken", 8080, "intake")).contains("Port 8080,");
        assertThat(Words.in(Locale.SIMPLIFIED_CHINESE, "port-taken", 8080, "intake"))
                .contains(" 8080 ");
    }

    @Test
    void a_failure_that_says_nothing_is_told_by_its_kind() {
        assertThat(Words.why(new IOException("no such place"))).isEqualTo("no such place");
        assertThat(Words.why(new UnresolvedAddressException())).isEqualTo("UnresolvedAddressException");
    }

    private static java.util.Set<String> blanks(String text) {
        return BLANK.matcher(text).results().map(MatchResult::group).collect(java.util.stream.Collectors.toSet());
    }
}
