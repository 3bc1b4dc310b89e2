package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is not found does not prove anything unless it would be found. */
class CanariesTest {

    private final Canaries canaries = new Canaries();

    @Test
    void a_value_is_found_however_it_is_written() {
        String phone = canaries.phone("note");
        String split = phone.substring(0, 3) + "-" + phone.substring(3, 7) + " " + phone.substring(7);
        StringBuilder wide = new StringBuilder("＋８６");
        phone.chars().forEach(digit -> wide.append((char) (digit + 0xfee0)));

        assertThat(canaries.in("to " + phone + ".")).containsExactly("note: phone");
        assertThat(canaries.in("%2B86" + phone)).containsExactly("note: phone");
        assertThat(canaries.in("(+86) " + split)).containsExactly("note: phone");
        assertThat(canaries.in(wide.toString())).containsExactly("note: phone");
        assertThat(canaries.in("to " + phone.substring(1))).isEmpty();
    }

    @Test
    void a_sentence_holds_one_of_each_kind() {
        for (int i = 0; i < 6; i++) {
            String place = "place-" + i;
            String words = canaries.words(place);

            assertThat(words.length()).isLessThan(128);
            assertThat(canaries.in(words))
                    .containsExactlyInAnyOrder(
                            place + ": phone", place + ": identity card", place + ": bank card", place + ": mail");
        }
    }
}
