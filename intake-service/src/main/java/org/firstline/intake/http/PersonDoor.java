package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.door.Caller;
import org.firstline.intake.db.Audit.Asking;
import org.firstline.intake.db.ContactReading;
import org.firstline.intake.db.Profile;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.flow.Disclosure;
import org.jspecify.annotations.Nullable;

/** The person behind a case, for who works on it. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Personal data", description = "Who asks, why and when is kept in the audit")
public class PersonDoor {

    private final Disclosure disclosure;
    private final ContactReading reading;
    private final Caller caller;

    PersonDoor(Disclosure disclosure, ContactReading reading, Caller caller) {
        this.disclosure = disclosure;
        this.reading = reading;
        this.caller = caller;
    }

    /** All there is of a person, and what they said in full. */
    public record Person(
            @Nullable String customerRef,
            @Nullable String name,
            List<String> numbers,
            @Nullable String address,
            List<String> accounts,
            @Nullable String words) {}

    @POST
    @Path("/{id}/personal-data")
    @RolesAllowed({Caller.AGENT, Caller.SUPERVISOR})
    @Operation(summary = "The person behind a case, and what was said in full")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "why", value = Samples.REASON)))
    public Uni<Person> person(@PathParam("id") String id, Reason reason) {
        CaseId caseId = Ids.of("id", id);
        String why = Checks.given("body", reason).reason();
        String role = caller.has(Caller.AGENT) ? Caller.AGENT : Caller.SUPERVISOR;
        return CaseDoor.shown(reading, caseId)
                .flatMap(shown -> disclosure.person(new Asking(caller.name(), role, "personal-data", why), shown))
                .map(person -> {
                    Profile profile = person.profile();
                    return new Person(
                            person.party() == null
                                    ? null
                                    : person.party().customer().ref().value(),
                            profile.name(),
                            profile.numbers(),
                            profile.address(),
                            profile.accounts(),
                            person.words());
                });
    }
}
