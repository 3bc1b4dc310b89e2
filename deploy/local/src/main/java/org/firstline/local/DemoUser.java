package org.firstline.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Somebody the embedded issuer knows.
 *
 * @param name the token's subject
 * @param role the one role in claim {@code groups}
 * @param department the claim of that name; department users only
 */
public record DemoUser(String name, String role, Optional<String> department) {

    private static final Duration PEOPLE = Duration.ofHours(8);
    private static final Duration SERVICES = Duration.ofMinutes(10);

    /** Everybody, in the order in which help texts show them. */
    public static List<DemoUser> all() {
        var users = new ArrayList<>(List.of(
                user("platform-demo", "platform"),
                user("agent-li", "agent"),
                user("agent-wang", "agent"),
                user("supervisor-zhao", "supervisor"),
                user("ops-chen", "operations")));
        for (var id : Channels.declared().departments()) {
            users.add(new DemoUser("dept-" + id, "department", Optional.of(id)));
        }
        for (var service : Service.values()) {
            users.add(user("service-" + service.id(), "service"));
        }
        return List.copyOf(users);
    }

    /**
     * The user of that name, or the first who has that role.
     *
     * @throws LocalTrouble naming who there is
     */
    public static DemoUser find(String nameOrRole) {
        var users = all();
        return users.stream()
                .filter(user -> user.name().equals(nameOrRole))
                .findFirst()
                .or(() -> users.stream()
                        .filter(user -> user.role().equals(nameOrRole))
                        .findFirst())
                .orElseThrow(() -> new LocalTrouble(Words.of(
                        "nobody",
                        nameOrRole,
                        users.stream().map(DemoUser::role).distinct().collect(Collectors.joining(", ")),
                        users.stream().map(DemoUser::name).collect(Collectors.joining(", ")))));
    }

    /** How long a token of this user is good. */
    Duration tokenLife() {
        return isService() ? SERVICES : PEOPLE;
    }

    /** Whether this is one of our own services, which must prove itself by a secret. */
    boolean isService() {
        return Arrays.stream(Service.values()).anyMatch(service -> name.equals("service-" + service.id()));
    }

    private static DemoUser user(String name, String role) {
        return new DemoUser(name, role, Optional.empty());
    }
}
