package org.firstline.diagnosis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstline.contracts.Terms.ServiceLine;
import org.firstline.diagnosis.domain.Fixtures;
import org.firstline.diagnosis.domain.Pack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackReaderTest {

    private static final String GENERAL = Fixtures.text("knowledge/general.v1.yaml");

    @Test
    void the_packs_that_ship_are_sound_and_cover_every_service_line() {
        Pack broadband = Fixtures.shipped("broadband");

        assertThat(broadband.causes()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(broadband.checks()).hasSizeGreaterThanOrEqualTo(12);
        Set<String> covered = Stream.of(broadband, Fixtures.shipped("general"))
                .flatMap(pack -> pack.serviceLines().stream())
                .collect(Collectors.toSet());
        assertThat(covered)
                .isEqualTo(Arrays.stream(ServiceLine.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1 | version: none | version: expected a whole number from 1 to 1000000, found a text",
                "actAt: 0.80 | actAt: 1.5 | actAt: expected a number above 0.0 up to 0.999, found 1.5",
                "nameAt: 0.50 | nameAt: 0.90 | nameAt: expected a number above 0.0 up to 0.8, found 0.9",
                "prior: 0.40 | prior: 0.41 | causes: expected priors that add up to 1, found 1.01",
                "remedy: CUSTOMER | remedy: NOBODY | causes[1].remedy: expected one of",
                "[restart-terminal] | [hit-it] | causes[1].guidance[0]: expected the code of a guidance",
                "[restart-terminal] | [] | causes[1]: expected guidance exactly where",
                "terminal.hung: {all: 0.15 | terminal.hung: {all: 0.25 | checks[0].under.terminal.hung: expected prob",
                "terminal.hung: {all: | magic: {all: | checks[0].under.magic: expected the code of a cause",
                "usually: 0.08 | usually: 0.18 | checks[0].values: expected values whose `usually` add up to 1",
                "minutes: 2 | minuets: 2 | checks[0].minuets: expected no field but",
                "id: general | id: General | id: expected a code of at most 64 small letters",
                "symptoms: [] | symptoms: {} | symptoms: expected a list of 0 to 200, found an object",
                "symptoms: [] | other: 1 | other: expected no field but",
                "code: terminal.hung | code: network.fault | causes: expected each code once",
                "minutes: 0.5 | minutes: 0 | checks[2].minutes: expected a number above 0.0"
            })
    void a_faulty_pack_is_refused_with_file_and_place(String sound, String faulty, String complaint) {
        String text = GENERAL.replaceFirst(Pattern.quote(sound), Matcher.quoteReplacement(faulty));

        assertThat(text).isNotEqualTo(GENERAL);
        assertThatThrownBy(() -> PackReader.read("my-pack.yaml", text))
                .isInstanceOf(PackViolation.class)
                .hasMessageStartingWith("my-pack.yaml: " + complaint);
    }

    @Test
    void what_is_not_yaml_is_refused_with_its_line() {
        assertThatThrownBy(() -> PackReader.read("my-pack.yaml", "id: general\nversion: {"))
                .isInstanceOf(PackViolation.class)
                .hasMessageStartingWith("my-pack.yaml: line ");
        assertThatThrownBy(() -> PackReader.read("my-pack.yaml", ""))
                .isInstanceOf(PackViolation.class)
                .hasMessageContaining("expected an object");
    }
}
