package org.firstline.intake.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.Masking;
import org.firstline.door.Caller;
import org.firstline.intake.db.Audit.Asking;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Profile;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.flow.Disclosure;

/** Where customers are reached, for the service that is about to send them something. */
@Path("/contact-points/lookups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Personal data", description = "Who asks, why and when is kept in the audit")
public class ContactPointDoor {

    private final Disclosure disclosure;
    private final Caller caller;

    ContactPointDoor(Disclosure disclosure, Caller caller) {
        this.disclosure = disclosure;
        this.caller = caller;
    }

    private static final int MOST_REFS = 200;
    private static final int REASON = 200;

    /** Whom a service wants to reach. */
    public record Lookup(List<String> customerRefs, String reason) {
        public Lookup {
            Checks.given("customerRefs", customerRefs);
            if (customerRefs.isEmpty() || customerRefs.size() > MOST_REFS) {
                throw new ContractViolation(
                        "customerRefs", "1 to " + MOST_REFS + " references", customerRefs.size() + " of them");
            }
            for (int i = 0; i < customerRefs.size(); i++) {
                ref("customerRefs[" + i + "]", customerRefs.get(i));
            }
            customerRefs = List.copyOf(customerRefs);
            reason = Masking.mask(Checks.text("reason", reason, REASON));
        }

        /** What is asked for is kept in the audit, so nothing but a reference of ours may stand there. */
        private static void ref(String field, String text) {
            if (!Checks.code(field, text).startsWith(CustomerRef.PREFIX)) {
                throw new ContractViolation(
                        field, "a customer's reference, " + CustomerRef.PREFIX + "…", "something else");
            }
        }
    }

    /** Where a customer is reached; to be used at once and kept nowhere. */
    public record ContactPoint(String customerRef, String channel, String address, String language) {}

    /** Customers whom nobody knows how to reach are missing. */
    public record ContactPoints(List<ContactPoint> contactPoints) {}

    @POST
    @RolesAllowed(Caller.SERVICE)
    @Operation(summary = "Where customers are reached", description = "For follow-up, at the moment of sending")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "two customers",
                                            value = "{\"customerRefs\":[\"cust-91be2d\"],\"reason\":\"notice\"}")))
    public Uni<ContactPoints> lookups(Lookup lookup) {
        Lookup asked = Checks.given("body", lookup);
        List<CustomerRef> refs =
                asked.customerRefs().stream().distinct().map(CustomerRef::new).toList();
        return disclosure
                .people(new Asking(caller.name(), Caller.SERVICE, "contact-point", asked.reason()), refs)
                .map(ContactPointDoor::points);
    }

    private static ContactPoints points(Map<CustomerRef, Party> people) {
        List<ContactPoint> points = new ArrayList<>();
        people.forEach((ref, party) -> {
            Profile profile = party.profile();
            if (profile != null && !profile.numbers().isEmpty()) {
                String number = profile.numbers().getFirst();
                points.add(new ContactPoint(
                        ref.value(),
                        "sms",
                        number,
                        number.startsWith("+") && !number.startsWith("+86") ? "en" : "zh-CN"));
            }
        });
        return new ContactPoints(List.copyOf(points));
    }
}
