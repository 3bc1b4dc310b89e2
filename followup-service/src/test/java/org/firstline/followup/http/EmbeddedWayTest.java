package org.firstline.followup.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.firstline.followup.Outside;
import org.firstline.followup.Story;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.api.Test;

/** The way out that is there without any gateway. */
@QuarkusTest
@TestProfile(EmbeddedWayTest.Embedded.class)
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "followup"))
@QuarkusTestResource(Outside.class)
class EmbeddedWayTest {

    /** As it is delivered. */
    public static class Embedded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outside.way", "embedded");
        }
    }

    @Test
    void messages_are_shown_in_the_customers_language_with_the_address_masked() {
        try (Story story = new Story("cust-en-7")) {
            story.say(story.opened()).say(story.handedOver()).untilNotices("HANDED_OVER DELIVERED");

            List<Map<String, String>> messages = given().auth()
                    .oauth2(EmbeddedStack.token("operations"))
                    .get("/messages")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items");
            Map<String, String> message = messages.stream()
                    .filter(m -> m.get("noticeId").equals(story.caseId + "-1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(message.get("text")).startsWith("What you told us (").contains("the desk billing");
            assertThat(message.get("address")).isEqualTo("****-7");
            assertThat(message.get("language")).isEqualTo("en");
        }
    }
}
