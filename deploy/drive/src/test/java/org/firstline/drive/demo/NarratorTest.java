package org.firstline.drive.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.FollowupEvent;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NarratorTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    static Stream<Object[]> every_example_in_both_languages() {
        return Catalogue.types().stream()
                .flatMap(type -> Stream.of(type, type + ".minimal"))
                .flatMap(name -> LANGUAGES.stream().map(language -> new Object[] {name, language}));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("every_example_in_both_languages")
    void every_event_has_a_sentence_without_gaps(String example, Locale language) {
        String type = example.replace(".minimal", "");
        byte[] data = example(example);
        if (data.length == 0) {
            return;
        }
        SuiteEvent event = Catalogue.read(type, data);

        String sentence = new Narrator(language, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).tell(event);

        assertThat(sentence).isNotBlank().doesNotContain("{", "}", "null", "  ", "“”");
        assertThat(hasChinese(sentence)).isEqualTo(language.equals(Locale.CHINESE));
    }

    @Test
    void a_time_on_another_day_is_told_with_its_date() {
        Clock noonInShanghai = Clock.fixed(Instant.parse("2026-03-02T04:00:00Z"), ZoneId.of("Asia/Shanghai"));
        Narrator narrator = new Narrator(Locale.ENGLISH, noonInShanghai);

        assertThat(narrator.say("did-not-come", 1, Instant.parse("2026-03-02T10:30:00Z")))
                .contains("18:30")
                .doesNotContain("2026-03");
        assertThat(narrator.say("did-not-come", 1, Instant.parse("2026-03-02T16:30:00Z")))
                .contains("2026-03-03 00:30");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void both_languages_say_the_same_things(Locale language) {
        assertThat(keys(language)).isEqualTo(keys(Locale.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_word_an_event_can_carry_is_known(Locale language) {
        Set<String> known = keys(language);

        Stream<Class<?>> terms =
                Stream.concat(Stream.of(Terms.class.getDeclaredClasses()), Stream.of(FollowupEvent.Closure.class));
        Set<String> notTold = Set.of("Grade", "CustomerClass", "ContractClass", "Direction", "OwnerKind", "NextStep");
        terms.filter(term -> term.isEnum() && !notTold.contains(term.getSimpleName()))
                .flatMap(term -> Stream.of(term.getEnumConstants()))
                .map(word -> (Enum<?>) word)
                .forEach(word ->
                        assertThat(known).contains(word.getDeclaringClass().getSimpleName() + "." + word.name()));
    }

    static List<Locale> languages() {
        return LANGUAGES;
    }

    private static boolean hasChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static byte[] example(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream("examples/" + name + ".json")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> keys(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "org.firstline.drive.demo.narration",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Set<String> keys = new TreeSet<>(bundle.keySet());
        Enumeration<String> all = bundle.getKeys();
        while (all.hasMoreElements()) {
            keys.add(all.nextElement());
        }
        return keys;
    }
}
