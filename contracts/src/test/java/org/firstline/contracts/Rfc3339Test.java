package org.firstline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Rfc3339Test {

    private static final Pattern SCHEMA = Pattern.compile(
            Schemas.source("values.v1").at("/$defs/instant/pattern").asText());

    @Test
    void it_reads_what_the_schema_and_java_time_read_and_refuses_what_either_refuses() {
        Random random = new Random(20_260_302);
        int read = 0;

        for (int i = 0; i < 200_000; i++) {
            String text = mutated(written(random), random);
            Instant instant = Rfc3339.instantOrNull(text);
            assertThat(instant).as(text).isEqualTo(expected(text));
            read += instant == null ? 0 : 1;
        }

        assertThat(read).isBetween(50_000, 190_000);
    }

    private static @Nullable Instant expected(String text) {
        if (!SCHEMA.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static String written(Random random) {
        String second = "2%03d-%02d-%02dT%02d:%02d:%02d"
                .formatted(
                        random.nextInt(210),
                        random.nextInt(1, 13),
                        random.nextInt(1, 32),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60));
        String digits = Integer.toString(random.nextInt(1_000_000_000));
        return second
                + (random.nextBoolean() ? "" : "." + digits)
                + (random.nextBoolean()
                        ? "Z"
                        : "%s%02d:%02d"
                                .formatted(random.nextBoolean() ? "+" : "-", random.nextInt(16), random.nextInt(60)));
    }

    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + "0129:-+.TZ tz\uff11".charAt(random.nextInt(14)) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + "019.:-Z".charAt(random.nextInt(7)) + text.substring(at);
            default -> text;
        };
    }
}
