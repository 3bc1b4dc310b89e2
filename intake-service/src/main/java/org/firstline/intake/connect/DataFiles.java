package org.firstline.intake.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.firstline.intake.domain.Classification.Clue;

/** Words that ship with the service: clues for classification, and what agents say. Read once, at start. */
@ApplicationScoped
public class DataFiles {

    /** What an agent says at the start of a conversation (manual §3.1.1), by language tag. */
    public record Script(String channel, Map<String, String> text) {}

    private final List<Clue> clues;
    private final List<Script> greetings;

    DataFiles(ObjectMapper json) {
        this.clues = List.of(read(json, "/data/classification.json", Clue[].class));
        this.greetings = List.of(read(json, "/data/greetings.json", Script[].class));
    }

    /** The clues for classification. */
    public List<Clue> clues() {
        return clues;
    }

    /** The greetings. */
    public List<Script> greetings() {
        return greetings;
    }

    private static <T> T read(ObjectMapper json, String name, Class<T> type) {
        try (InputStream file = DataFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("expected " + name + " on the class path, found none");
            }
            return json.readValue(file, type);
        } catch (IOException e) {
            throw new IllegalStateException("expected " + name + " to be readable", e);
        }
    }
}
