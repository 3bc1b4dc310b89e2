package org.firstline.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventDataMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whose fault it is that a body cannot be read. */
class EnvelopesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BODY =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\"}".getBytes(StandardCharsets.UTF_8);

    /** A format that fails as it is told to. */
    private record Failing(RuntimeException with) implements EventFormat {
        @Override
        public byte[] serialize(CloudEvent event) {
            throw with;
        }

        @Override
        public CloudEvent deserialize(byte[] bytes) {
            throw with;
        }

        @Override
        public CloudEvent deserialize(byte[] bytes, CloudEventDataMapper<? extends CloudEventData> mapper) {
            throw with;
        }

        @Override
        public String serializedContentType() {
            return "application/cloudevents+json";
        }
    }

    @Test
    void what_the_format_calls_unreadable_is_the_callers_fault_and_names_what_is_missing() {
        Envelopes envelopes =
                new Envelopes(new Failing(new EventDeserializationException(new java.io.IOException("x"))), JSON);

        assertThatThrownBy(() -> envelopes.read(BODY)).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(400);
            assertThat(problem.getParameters().get("violations").toString()).contains("type");
        });
        assertThatThrownBy(() -> new Envelopes(new JsonFormat(), JSON).read("null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(HttpProblem.class);
    }

    @Test
    void a_fault_of_our_own_is_not_taken_for_a_bad_request() {
        for (RuntimeException fault : new RuntimeException[] {
            new NullPointerException(), new IllegalStateException("x"), new ClassCastException()
        }) {
            assertThatThrownBy(() -> new Envelopes(new Failing(fault), JSON).read(BODY))
                    .isSameAs(fault);
        }
    }
}
