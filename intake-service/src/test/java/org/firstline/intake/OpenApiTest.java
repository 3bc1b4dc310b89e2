package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** What the API's description shows to who has never seen the service. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI description;

    @Test
    void every_request_with_a_body_has_an_example_and_every_other_an_example_of_its_answer() throws IOException {
        JsonNode paths = Surroundings.JSON
                .readTree(given().get(description)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .get("paths");
        List<String> bare = new ArrayList<>();
        int operations = 0;
        for (var path : paths.properties()) {
            // The operators' door is the same in all services and described where it stands.
            if (path.getKey().startsWith("/dead-letters")) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations++;
                    if (!shown(operation.getValue())) {
                        bare.add(operation.getKey() + " " + path.getKey());
                    }
                }
            }
        }

        assertThat(operations).isGreaterThan(15);
        assertThat(bare).containsExactly("delete /desks/{category}");
    }

    private static boolean shown(JsonNode operation) throws IOException {
        JsonNode body = operation.path("requestBody").path("content");
        JsonNode contents = body.isMissingNode() ? answer(operation.get("responses")) : body;
        for (var content : contents.properties()) {
            JsonNode examples = content.getValue().path("examples");
            if (examples.isEmpty()) {
                return false;
            }
            for (JsonNode example : examples) {
                JsonNode value = example.get("value");
                if (content.getKey().contains("json") && value.isTextual()) {
                    assertThat(Surroundings.JSON.readTree(value.asText())).isNotNull();
                }
            }
        }
        return !contents.isEmpty();
    }

    private static JsonNode answer(JsonNode responses) {
        for (var response : responses.properties()) {
            if (response.getKey().startsWith("2")) {
                return response.getValue().path("content");
            }
        }
        return responses.path("none");
    }
}
