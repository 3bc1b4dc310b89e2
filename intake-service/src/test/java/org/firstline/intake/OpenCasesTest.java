package org.firstline.intake;

import static io.restassured.RestAssured.given;
import static org.firstline.intake.Clients.opened;
import static org.firstline.intake.Clients.recorded;
import static org.firstline.intake.Surroundings.sql;
import static org.firstline.intake.Surroundings.until;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstline.local.EmbeddedStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations see of the cases that are open. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedStack.class, initArgs = @ResourceArg(name = "service", value = "intake"))
class OpenCasesTest {

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @ParameterizedTest
    @ValueSource(strings = {"owed", "open", "recorded", "triaged", "handed-over"})
    void the_metrics_count_the_open_cases_by_their_state(String state) {
        opened();
        recorded();

        until(
                "the number of cases that are " + state,
                () -> counted(state)
                        == Long.parseLong(sql(
                                "select count(*) from contact where stage = ? and (live or stage = 'owed')", state)));
    }

    /** The gauge's value; -1 where it is not there. */
    private long counted(String state) {
        String page = given().get(metrics).then().statusCode(200).extract().asString();
        Matcher gauge = Pattern.compile("(?m)^firstline_cases_open\\{[^}]*state=\"" + state + "\"[^}]*} ([0-9.E]+)$")
                .matcher(page);
        return gauge.find() ? (long) Double.parseDouble(gauge.group(1)) : -1;
    }
}
