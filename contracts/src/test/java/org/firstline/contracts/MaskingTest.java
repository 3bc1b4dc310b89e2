package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not leave in free text: the corpus, and numbers made up at random. */
class MaskingTest {

    private static final int ROUNDS = 4_000;
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";
    private static final String[] AROUND = {
        "我的号码是",
        "，请回电",
        " call me at ",
        "卡号",
        "。",
        "(",
        ")",
        " ",
        "身份证",
        ": ",
        "2026-03-02 ",
        " 691",
        " OLT-SH-0101/1/4/4 ",
        "工单",
        " -27.5 dBm ",
        "192.168.1.1 ",
        "元",
        "¥",
        "08:52 ",
        "alarm "
    };
    private static final String[] MARKS = {"", "", " ", "-", ".", "  ", " - ", "－", "\u3000", "\u200b", "\u00a0"};

    static Stream<String> corpus() {
        return new String(Resource.bytes("masking.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static String given(String line) {
        return line.startsWith("= ") ? line.substring(2) : line.substring(0, line.lastIndexOf(" → "));
    }

    private static String left(String line) {
        return line.startsWith("= ") ? line.substring(2) : line.substring(line.lastIndexOf(" → ") + 3);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void what_is_personal_is_masked_and_what_is_technical_stays(String line) {
        assertThat(Masking.mask(given(line))).isEqualTo(left(line));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void a_text_never_grows_and_masking_twice_is_masking_once(String line) {
        String once = Masking.mask(given(line));

        assertThat(once).hasSizeLessThanOrEqualTo(given(line).length());
        assertThat(Masking.mask(once)).isEqualTo(once);
    }

    @Test
    void no_random_number_gets_through_whatever_stands_around_it() {
        Random random = new Random(20260302);
        for (int round = 0; round < ROUNDS; round++) {
            String canary =
                    switch (round % 6) {
                        case 0 -> "1" + (3 + random.nextInt(7)) + digits(random, 9);
                        case 1 -> residentId(random);
                        case 2 -> card(random);
                        case 3 -> "0" + (10 + random.nextInt(90)) + digits(random, 8);
                        case 4 -> "4" + digits(random, 12 + random.nextInt(7));
                        default -> "u" + digits(random, 6) + "@mail" + random.nextInt(100) + ".cn";
                    };
            String before = AROUND[random.nextInt(AROUND.length)];
            String text = before + canary + AROUND[random.nextInt(AROUND.length)];
            assertThat(Masking.mask(text)).as(text).doesNotContain(canary.substring(0, 7));
            assertThat(Masking.mask(text)).as(text).doesNotContain(canary.substring(canary.length() - 5));
        }
    }

    @Test
    void no_random_number_gets_through_in_whatever_groups_it_is_written() {
        Random random = new Random(20260303);
        for (int round = 0; round < ROUNDS; round++) {
            String canary = round % 2 == 0 ? "1" + (3 + random.nextInt(7)) + digits(random, 9) : residentId(random);
            String mark = MARKS[random.nextInt(MARKS.length)];
            StringBuilder written = new StringBuilder();
            for (int i = 0; i < canary.length(); ) {
                int group = Math.min(canary.length() - i, 2 + random.nextInt(4));
                written.append(i == 0 ? "" : mark).append(canary, i, i + group);
                i += group;
            }
            String text = "号码 " + written + "，谢谢";
            assertThat(Masking.mask(text)).isEqualTo("号码 ***，谢谢");
        }
    }

    @Test
    void a_long_text_is_looked_through_and_takes_no_deep_stack() {
        for (String piece :
                new String[] {"1", "1 ", "1.", "a", "a@", "a.b@c.", "零", "1-2-", "20260302 ", "-27.5 ", "9:59 "}) {
            String text = piece.repeat(32_768 / piece.length());
            assertThatCode(() -> Masking.mask(text)).as(piece).doesNotThrowAnyException();
        }
    }

    @Test
    void checksums_are_known() {
        assertThat(isResidentId("11010519491231002X")).isTrue();
        assertThat(isResidentId("110105194912310021")).isFalse();
        assertThat(isCard("4111111111111111")).isTrue();
        assertThat(isCard("4111111111111112")).isFalse();
    }

    private static String residentId(Random random) {
        String head = "110105" + (1950 + random.nextInt(50)) + "0" + (1 + random.nextInt(9)) + (10 + random.nextInt(18))
                + digits(random, 3);
        for (char check : "0123456789X".toCharArray()) {
            if (isResidentId(head + check)) {
                return head + check;
            }
        }
        throw new IllegalStateException("expected one check digit to fit " + head);
    }

    private static String card(Random random) {
        String head = "62" + digits(random, 14);
        for (int check = 0; check < 10; check++) {
            if (isCard(head + check)) {
                return head + check;
            }
        }
        throw new IllegalStateException("expected one check digit to fit " + head);
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Whether 18 characters are a resident's identity number by its checksum (GB 11643). */
    private static boolean isResidentId(String id) {
        if (!id.matches("[0-9]{17}[0-9Xx]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return ID_CHECKS.charAt(sum % 11) == Character.toUpperCase(id.charAt(17));
    }

    /** Whether digits are a payment card's number by its checksum (ISO/IEC 7812, Luhn). */
    private static boolean isCard(String digits) {
        if (!digits.matches("[0-9]{12,19}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
