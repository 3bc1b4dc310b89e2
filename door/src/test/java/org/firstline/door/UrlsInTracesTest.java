package org.firstline.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written down of what callers ask for. */
class UrlsInTracesTest {

    private static final String ID = "5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41";

    @Test
    void of_a_path_only_words_and_ids_of_ours_are_shown() {
        assertThat(UrlsInTraces.shown("/work-orders/" + ID + "/answers")).isEqualTo("/work-orders/" + ID + "/answers");
        assertThat(UrlsInTraces.shown("/contacts/+8613900001234")).isEqualTo("/contacts/***");
        assertThat(UrlsInTraces.shown("/contacts/a@example.org/")).isEqualTo("/contacts/***/");
        assertThat(UrlsInTraces.shown("/")).isEqualTo("/");
    }

    @Test
    void a_problem_repeats_an_id_of_ours_and_nothing_else() {
        assertThat(Problems.notFound("case", ID).getDetail()).contains(ID);
        assertThat(Problems.notFound("dead letter", "13900001234").getDetail()).doesNotContain("13900001234");
        assertThat(Problems.changedSince("department", "13900001234", "2").getDetail())
                .doesNotContain("13900001234");
    }
}
