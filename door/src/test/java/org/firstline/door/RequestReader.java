package org.firstline.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.jspecify.annotations.Nullable;

/** Any bytes as what callers write: a cursor, an ETag, a key, a number, a body; understood, or refused in words. */
public final class RequestReader {

    private static final ObjectMapper JSON = strict();

    private RequestReader() {}

    /** A body with fields that {@link Counter} does not have. */
    record More(@Nullable Duration within, Counter.@Nullable Request request) {}

    /** Called by the fuzzer: the first byte chooses what the rest is. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        String text = new String(rest, StandardCharsets.UTF_8);
        try {
            switch (bytes[0] & 7) {
                case 0 -> Page.position(text);
                case 1 -> Version.expected(text);
                case 2 -> Idempotency.key(text);
                case 3 -> number(text);
                case 4 -> UrlsInTraces.shown(text);
                case 5 -> body(rest, Counter.Request.class);
                default -> body(rest, More.class);
            }
        } catch (HttpProblem refused) {
            if (refused.getStatusCode() != 400 && refused.getStatusCode() != 428) {
                throw refused;
            }
        }
    }

    private static void number(String text) {
        var numbers = new WholeNumbers().getConverter(Integer.class, null, null);
        if (numbers != null) {
            numbers.fromString(text);
        }
    }

    private static void body(byte[] body, Class<?> as) {
        try {
            JSON.readValue(body, as);
        } catch (JsonProcessingException e) {
            ContractViolation told = Catalogue.violation(e);
            if (told.field().isBlank()
                    || told.expected().isBlank()
                    || told.found().isBlank()) {
                throw new IllegalStateException("expected a reason in words", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new StrictJson().customize(mapper);
        return mapper;
    }
}
