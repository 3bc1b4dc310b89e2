package org.firstline.door;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking. */
@RequestScoped
public class Caller {

    /** The roles there are. */
    public static final String PLATFORM = "platform";

    public static final String AGENT = "agent";
    public static final String SUPERVISOR = "supervisor";
    public static final String DEPARTMENT = "department";
    public static final String OPERATIONS = "operations";
    public static final String SERVICE = "service";

    /** As it stands in the names of its topics; what a token says else is nobody's name. */
    private static final Pattern DEPARTMENT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller's name as the identity provider gives it: an agent number, a system's name. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /** Whether the caller has a role. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** The one department that a caller with the role department speaks for. */
    public Optional<String> department() {
        return identity.getPrincipal() instanceof JsonWebToken token && has(DEPARTMENT)
                ? Optional.<Object>ofNullable(token.getClaim("department"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(id -> DEPARTMENT_ID.matcher(id).matches())
                : Optional.empty();
    }

    /**
     * The department the caller speaks for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 when the token is bound to none
     */
    public String departmentOrRefuse() {
        return department()
                .orElseThrow(() -> Problems.forbidden(
                        "expected a token with the role department and the claim department with one department's id,"
                                + " found none"));
    }
}
