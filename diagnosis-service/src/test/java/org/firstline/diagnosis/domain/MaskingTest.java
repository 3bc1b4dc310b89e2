package org.firstline.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call 13800138000 please | call *** please",
                "+86 138-0013-8000 | ***",
                "021-5888 1234 | ***",
                "id 31011519900307123X | id ***",
                "６２２２０２１２３４５６７８９ | ***",
                "card 6222 0212 3456 7890 ok | card *** ok",
                "mail wang.li@example.com now | mail *** now",
                "port 1/3/7, -34.2 dBm, error 691 | port 1/3/7, -34.2 dBm, error 691"
            })
    void numbers_and_addresses_are_masked_and_readings_are_not(String text, String masked) {
        assertThat(Masking.masked(text)).isEqualTo(masked);
    }
}
