package org.firstline.local;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may read and write which topic. What the contracts do not say an application does is refused to it; the operator
 * may do everything.
 *
 * <p>Call events hold personal data: intake alone reads them. A department reaches its own two topics only.
 */
public final class Acls {

    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(30);

    /** Runs the suite: creates topics, looks after dead letters. */
    public static final String OPERATOR = "operator";
    /** A contact-centre platform. */
    public static final String PLATFORM = "platform";
    /** Bots, IVR and dialers. */
    public static final String BOT = "bot";

    /**
     * What one principal may do.
     *
     * @param principal its user name
     * @param reads topics
     * @param writes topics
     * @param groups prefixes of the consumer groups it may use
     */
    record Grant(String principal, Set<String> reads, Set<String> writes, Set<String> groups) {
        Grant {
            reads = Set.copyOf(reads);
            writes = Set.copyOf(writes);
            groups = Set.copyOf(groups);
        }
    }

    private Acls() {}

    /** The user name of a department. */
    public static String department(String id) {
        return "department-" + id;
    }

    /** Every principal that needs a password, the broker's own not among them. */
    static List<String> principals() {
        var principals = new ArrayList<>(grants().stream().map(Grant::principal).toList());
        principals.add(OPERATOR);
        return List.copyOf(principals);
    }

    /** The whole rule set: what the contracts say each application sends and receives, and nothing else. */
    static List<Grant> grants() {
        var grants = new ArrayList<Grant>();
        for (var service : Service.values()) {
            grants.add(grant(service.id(), service.id(), address -> address.replace(Channels.SERVICE, service.id())));
        }
        grants.add(grant("platforms", PLATFORM, address -> address));
        grants.add(grant("bots", BOT, address -> address));
        for (var id : Channels.declared().departments()) {
            grants.add(grant("departments", department(id), address -> address.replace(Channels.DEPARTMENT, id)));
        }
        return List.copyOf(grants);
    }

    /**
     * Makes the broker's rules exactly these: adds what is missing, removes what is no longer in the set. Returns when
     * the broker goes by them, which is a moment after the controller has taken them.
     */
    static void apply(Admin admin) {
        var wanted =
                grants().stream().flatMap(grant -> bindings(grant).stream()).collect(Collectors.toSet());
        try {
            var present = present(admin);
            var obsolete = present.stream()
                    .filter(binding -> !wanted.contains(binding))
                    .map(AclBinding::toFilter)
                    .toList();
            var missing = wanted.stream()
                    .filter(binding -> !present.contains(binding))
                    .toList();
            admin.deleteAcls(obsolete).all().get();
            admin.createAcls(missing).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot set the broker's access rules", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("interrupted"), e);
        }
        if (!Patience.until(IN_FORCE_WITHIN, () -> inForce(admin, wanted))) {
            throw new IllegalStateException(
                    "The broker did not take its access rules within " + IN_FORCE_WITHIN.toSeconds() + " s");
        }
    }

    private static boolean inForce(Admin admin, Set<AclBinding> wanted) {
        try {
            return present(admin).equals(wanted);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read the broker's access rules", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Set<AclBinding> present(Admin admin) throws ExecutionException, InterruptedException {
        return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }

    /** What one principal may do that acts for an application; {@code own} narrows an address to what is its own. */
    private static Grant grant(String application, String principal, UnaryOperator<String> own) {
        var reads = new HashSet<String>();
        var writes = new HashSet<String>();
        Channels.declared().operations().stream()
                .filter(operation -> operation.application().equals(application))
                .forEach(operation -> Topics.named(own.apply(operation.address()))
                        .forEach((operation.sends() ? writes : reads)::add));
        return new Grant(principal, reads, writes, Set.of(principal));
    }

    private static List<AclBinding> bindings(Grant grant) {
        var bindings = new ArrayList<AclBinding>();
        for (var topic : grant.reads()) {
            var resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
            bindings.add(allow(grant.principal(), resource, READ));
            bindings.add(allow(grant.principal(), resource, DESCRIBE));
        }
        for (var topic : grant.writes()) {
            var resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
            bindings.add(allow(grant.principal(), resource, WRITE));
            bindings.add(allow(grant.principal(), resource, DESCRIBE));
        }
        for (var prefix : grant.groups()) {
            var resource = new ResourcePattern(ResourceType.GROUP, prefix, PatternType.PREFIXED);
            bindings.add(allow(grant.principal(), resource, READ));
            bindings.add(allow(grant.principal(), resource, DESCRIBE));
        }
        return bindings;
    }

    private static AclBinding allow(String principal, ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }
}
