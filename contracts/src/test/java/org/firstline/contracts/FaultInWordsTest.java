package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.firstline.contracts.Terms.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doors read requests with mappers of their own; what goes wrong there is told in the same words. */
class FaultInWordsTest {

    private static final ObjectMapper ANOTHER = new ObjectMapper().registerModule(new JavaTimeModule());

    private record Request(Grade grade, Instant at, UUID id, int count, boolean urgent, List<Item> items) {}

    private record Item(String name, Accountability accountability) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"grade\":\"739184265\"} | grade: expected one of [G1, G2, G3, G4], found something else",
                "{\"at\":\"739184265 h\"} | at: expected an instant as RFC 3339 with zone, such as 2026-03-01T08:00:00Z,"
                        + " found something else or nothing",
                "{\"id\":\"739184265\"} | id: expected a UUID, found something else or nothing",
                "{\"count\":\"739184265 x\"} | count: expected a whole number, found something else or nothing",
                "{\"count\":739184265739184265} | count: expected a whole number, found one out of range",
                "{\"urgent\":\"739184265\"} | urgent: expected true or false, found something else or nothing",
                "{\"items\":739184265} | items: expected a list, found something else or nothing",
                "{\"items\":[{},{\"name\":{\"739184265\":1}}]} | items[1].name: expected a text, found something else or nothing",
                "{\"items\":[739184265]} | items[0]: expected an object, found something else or nothing",
                "{\"items\":[{\"accountability\":{\"nextStep\":\"NONE\"}}]} |"
                        + " items[0].accountability.owner: expected a value, found nothing",
                "{\"739184265\":1} | ?: expected only known fields, found an unknown one",
                "{\"count\":739184265x} | data: expected well-formed JSON with each name once,"
                        + " found a fault at line 1, column 19"
            })
    void a_fault_of_another_mapper_names_the_field_and_never_the_value(String json, String message) {
        IOException fault = catchThrowableOfType(IOException.class, () -> ANOTHER.readValue(json, Request.class));

        assertThat(Catalogue.violation(fault)).hasMessage(message).hasNoCause();
    }

    @Test
    void a_fault_that_is_none_of_jacksons_is_told_without_its_words() {
        assertThat(Catalogue.violation(new IOException(Verdicts.CANARY)))
                .hasMessage("data: expected JSON in UTF-8, found bytes that are not")
                .hasNoCause();
    }
}
