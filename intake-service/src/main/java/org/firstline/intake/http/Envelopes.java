package org.firstline.intake.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.format.EventFormat;
import java.io.IOException;
import java.util.List;
import org.firstline.door.Problems;

/** Reads CloudEvents in structured mode, as they stand in a request's body. */
final class Envelopes {

    private final EventFormat format;
    private final ObjectMapper json;

    Envelopes(EventFormat format, ObjectMapper json) {
        this.format = format;
        this.json = json;
    }

    /**
     * The event in these bytes.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the attribute that is not there
     */
    CloudEvent read(byte[] body) {
        if (!mayBeUtf8(body)) {
            throw Problems.badRequest("body", "JSON in UTF-8", "another encoding");
        }
        CloudEvent event;
        try {
            event = format.deserialize(body);
        } catch (EventDeserializationException e) {
            throw notOne(body);
        }
        if (event == null) {
            throw notOne(body);
        }
        requireOneReading(body);
        return event;
    }

    /**
     * The SDK takes the last of two attributes with one name, and of two texts the first; who reads the same bytes
     * elsewhere may take the others.
     */
    private void requireOneReading(byte[] body) {
        boolean read = false;
        try (JsonParser parser = json.createParser(body)) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            parser.nextToken();
            parser.skipChildren();
            read = true;
            if (parser.nextToken() == null) {
                return;
            }
        } catch (IOException e) {
            // Where it stopped tells which of the two it is.
        }
        throw read
                ? Problems.badRequest("body", "one event", "something behind it")
                : Problems.badRequest("body", "JSON with each name once in an object", "a name twice");
    }

    /** In UTF-16 and UTF-32, which the SDK takes as well, a mark or a NUL stands within the first two bytes. */
    private static boolean mayBeUtf8(byte[] body) {
        return body.length < 2 || (body[0] > 0 && body[1] > 0);
    }

    private RuntimeException notOne(byte[] body) {
        return Problems.badRequest(
                missingOf(body), "a CloudEvent 1.0 with specversion, id, source, type and data", "something else");
    }

    /** Which of the envelope's attributes is the one that is not there. */
    private String missingOf(byte[] body) {
        try {
            JsonNode event = json.readTree(body);
            for (String name : List.of("specversion", "id", "source", "type")) {
                if (event.isObject() && !event.path(name).isTextual()) {
                    return name;
                }
            }
            return "body";
        } catch (IOException e) {
            return "body";
        }
    }
}
