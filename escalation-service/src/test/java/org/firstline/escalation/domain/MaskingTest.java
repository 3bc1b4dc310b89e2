package org.firstline.escalation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "请打 13812345678 联系 | 请打 [phone] 联系",
                "call 138-1234-5678 now | call [phone] now",
                "call 138 1234 5678 now | call [phone] now",
                "+86 138 1234 5678 | [phone]",
                "8613812345678 | [phone]",
                "１３８１２３４５６７８ | [phone]",
                "021-58881234 | [phone]",
                "(021)58881234 | [phone]",
                "+44 20 7946 0958 | [phone]",
                "联系电话：58881234。 | 联系电话：[phone]。",
                "身份证 11010519491231002X 已核 | 身份证 [id] 已核",
                "id 110105 19491231 0029 | id [id]",
                "old id 110105491231002 | old id [id]",
                "card 4111 1111 1111 1111 | card [card]",
                "card 6222021234567890128. | card [card].",
                "write to zhang.san@example.com.cn! | write to [mail]!",
                "张三＠example.com | 张三＠example.com",
                "a13812345678b | a[phone]b"
            })
    void what_identifies_a_person_is_masked(String given, String expected) {
        assertThat(new FreeText(given).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Light level -34.2 dBm at 1490 nm, port 1/3/7",
                "2026-03-02T08:52:01.118Z",
                "2026-03-02 08:52",
                "IP 192.168.100.125, MAC 00:1A:2B:3C:4D:5E",
                "OLT-SH-PD-0117/1/3/7 alarm 20260302",
                "ticket 12345678",
                "VLAN 1024, profile 100M"
            })
    void what_a_technician_writes_is_kept(String given) {
        assertThat(new FreeText(given).value()).isEqualTo(given);
    }

    @Test
    void a_text_never_grows_and_masking_twice_is_masking_once() {
        String given = "a@b.cc 13812345678 110105491231002 4111111111111111 ".repeat(40);

        FreeText once = new FreeText(given);

        assertThat(once.value()).hasSizeLessThanOrEqualTo(given.length());
        assertThat(new FreeText(once.value())).isEqualTo(once);
    }

    @Test
    void a_long_text_of_digits_and_blanks_takes_no_long_time_to_look_through() {
        String given = "1 ".repeat(1_000);

        assertThat(new FreeText(given).value()).isNotNull();
    }
}
