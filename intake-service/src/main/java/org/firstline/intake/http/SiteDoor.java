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
import org.firstline.door.Problems;
import org.firstline.intake.db.Audit.Asking;
import org.firstline.intake.db.ContactReading;
import org.firstline.intake.db.Profile;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.flow.Disclosure;
import org.jspecify.annotations.Nullable;

/** Contact and address, for the department that has or had the case. */
@Path("/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Personal data", description = "Who asks, why and when is kept in the audit")
public class SiteDoor {

    private final Disclosure disclosure;
    private final ContactReading reading;
    private final Caller caller;

    SiteDoor(Disclosure disclosure, ContactReading reading, Caller caller) {
        this.disclosure = disclosure;
        this.reading = reading;
        this.caller = caller;
    }

    /** Whom to reach and where the site is. */
    public record Site(
            String customerRef,
            @Nullable String name,
            List<String> numbers,
            @Nullable String address) {}

    @POST
    @Path("/{id}/site-access")
    @RolesAllowed(Caller.DEPARTMENT)
    @Operation(summary = "Contact and address of a case that the caller's department has or had")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "why", value = Samples.REASON)))
    public Uni<Site> site(@PathParam("id") String id, Reason reason) {
        CaseId caseId = Ids.of("id", id);
        String department = caller.departmentOrRefuse();
        String why = Checks.given("body", reason).reason();
        return reading.find(caseId).flatMap(shown -> {
            // A department learns nothing of other departments' cases, not even that they exist.
            if (shown == null || !shown.row().contact().departments().contains(department)) {
                throw Problems.forbidden("expected a case that department " + department + " has or had");
            }
            return disclosure
                    .person(new Asking(caller.name(), Caller.DEPARTMENT + ":" + department, "site", why), shown)
                    .map(person -> {
                        Profile profile = person.profile();
                        return new Site(
                                person.party() == null
                                        ? ""
                                        : person.party().customer().ref().value(),
                                profile.name(),
                                profile.numbers(),
                                profile.address());
                    });
        });
    }
}
