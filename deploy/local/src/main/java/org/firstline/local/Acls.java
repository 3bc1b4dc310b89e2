package org.firstline.local;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
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
 * Who may read and write which topic. What is not granted is refused; the operator may do everything.
 *
 * <p>Call events hold personal data: intake alone reads them. A department reaches its own two topics only.
 */
public final class Acls {

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

    /** The whole rule set. */
    static List<Grant> grants() {
        var orders = Departments.ids().stream().map(Topics::workOrdersFor).collect(Collectors.toSet());
        var answers = Departments.ids().stream().map(Topics::answersOf).collect(Collectors.toSet());
        var grants = new ArrayList<>(List.of(
                service(
                        Service.INTAKE,
                        Set.of(Topics.CALL_EVENTS, Topics.DIAGNOSIS_CASES, Topics.FOLLOWUP_CASES),
                        Set.of(Topics.INTAKE_CASES)),
                service(
                        Service.DIAGNOSIS,
                        Set.of(Topics.INTAKE_CASES, Topics.CASE_INPUTS, Topics.FOLLOWUP_CASES, Topics.WORK_ORDERS),
                        Set.of(Topics.DIAGNOSIS_CASES)),
                service(
                        Service.ESCALATION,
                        and(answers, Topics.DIAGNOSIS_CASES, Topics.FOLLOWUP_CASES, Topics.CASE_INPUTS),
                        and(orders, Topics.WORK_ORDERS)),
                service(
                        Service.FOLLOWUP,
                        Set.of(Topics.INTAKE_CASES, Topics.DIAGNOSIS_CASES, Topics.WORK_ORDERS, Topics.CASE_INPUTS),
                        Set.of(Topics.FOLLOWUP_CASES)),
                new Grant(PLATFORM, Set.of(), Set.of(Topics.CALL_EVENTS), Set.of()),
                new Grant(BOT, Set.of(), Set.of(Topics.CASE_INPUTS), Set.of())));
        for (var id : Departments.ids()) {
            grants.add(new Grant(
                    department(id),
                    Set.of(Topics.workOrdersFor(id)),
                    Set.of(Topics.answersOf(id)),
                    Set.of(department(id))));
        }
        return List.copyOf(grants);
    }

    /** Makes the broker's rules exactly these: adds what is missing, removes what is no longer in the set. */
    static void apply(Admin admin) {
        try {
            var wanted =
                    grants().stream().flatMap(grant -> bindings(grant).stream()).collect(Collectors.toSet());
            var present = new HashSet<>(
                    admin.describeAcls(AclBindingFilter.ANY).values().get());
            var obsolete = present.stream()
                    .filter(binding -> !wanted.contains(binding))
                    .map(AclBinding::toFilter)
                    .toList();
            wanted.removeAll(present);
            admin.deleteAcls(obsolete).all().get();
            admin.createAcls(wanted).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot set the broker's access rules", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble("Interrupted while the broker's access rules were being set", e);
        }
    }

    private static Grant service(Service service, Set<String> reads, Set<String> writes) {
        return new Grant(service.id(), reads, and(writes, Topics.deadLettersOf(service)), Set.of(service.id()));
    }

    private static Set<String> and(Set<String> some, String... more) {
        var all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
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
