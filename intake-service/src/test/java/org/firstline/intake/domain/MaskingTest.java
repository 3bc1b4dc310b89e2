package org.firstline.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must not leave in free text. */
class MaskingTest {

    private static final int ROUNDS = 2_000;
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";
    private static final String[] AROUND = {"我的号码是", "，请回电", " call me at ", "卡号", "。", "(", ")", " ", "身份证", ": "};

    @Test
    void numbers_cards_ids_and_mail_are_masked() {
        assertThat(Masking.mask("电话13800138000")).isEqualTo("电话********");
        assertThat(Masking.mask("+86 138 0013 8000!")).isEqualTo("********!");
        assertThat(Masking.mask("身份证11010519491231002X")).isEqualTo("身份证********");
        assertThat(Masking.mask("6222 0212 3456 7890 123")).isEqualTo("********");
        assertThat(Masking.mask("write to a.b@example.com")).isEqualTo("write to ***");
        assertThat(Masking.mask("１３８００１３８０００")).isEqualTo("********");
    }

    @Test
    void times_and_readings_are_left_alone() {
        assertThat(Masking.mask("since 2026-03-01 at 8:30, 3 times")).isEqualTo("since 2026-03-01 at 8:30, 3 times");
        assertThat(Masking.mask("LOS red, -27.5 dBm, error 691")).isEqualTo("LOS red, -27.5 dBm, error 691");
    }

    @Test
    void checksums_are_known() {
        assertThat(isResidentId("11010519491231002X")).isTrue();
        assertThat(isResidentId("110105194912310021")).isFalse();
        assertThat(isCard("4111111111111111")).isTrue();
        assertThat(isCard("4111111111111112")).isFalse();
    }

    @Test
    void no_random_number_gets_through() {
        Random random = new Random(20260302);
        for (int round = 0; round < ROUNDS; round++) {
            String canary =
                    switch (round % 4) {
                        case 0 -> "1" + (3 + random.nextInt(7)) + digits(random, 9);
                        case 1 -> residentId(random);
                        case 2 -> card(random);
                        default -> "u" + digits(random, 6) + "@mail" + random.nextInt(100) + ".cn";
                    };
            String text = AROUND[random.nextInt(AROUND.length)] + canary + AROUND[random.nextInt(AROUND.length)];
            assertThat(Masking.mask(text)).as(text).doesNotContain(canary.substring(0, 7));
        }
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
