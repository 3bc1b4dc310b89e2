package org.firstline.journey;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, over all services alike. */
class HouseRulesTest {

    private static final List<String> SERVICES = List.of("intake", "diagnosis", "escalation", "followup");
    private static final Path ROOT = Path.of("..", "..");

    /** Package → the packages of the same service it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "listen", Set.of("flow", "domain"),
            "http", Set.of("flow", "domain", "db", "listen", "connect"),
            "timer", Set.of("flow", "domain"),
            "flow", Set.of("domain", "db", "announce", "connect"),
            "announce", Set.of("domain"),
            "db", Set.of("domain"),
            "connect", Set.of("domain"),
            "domain", Set.of());

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(Stream.concat(
                            Stream.of("contracts", "messaging", "door"),
                            SERVICES.stream().map(s -> s + "-service"))
                    .map(module -> ROOT.resolve(module).resolve("target").resolve("classes"))
                    .toList());

    @Test
    void rules_are_pure() {
        classes()
                .that()
                .resideInAPackage("org.firstline.*.domain..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations..")
                        .or(resideInAPackage("org.firstline.*.domain..")))
                .because("domain knows no framework, no clock and no randomness")
                .check(CLASSES);
    }

    @Test
    void packages_use_only_those_they_may() {
        for (String service : SERVICES) {
            MAY_USE.forEach((from, allowed) -> {
                Set<String> forbidden = new TreeSet<>(MAY_USE.keySet());
                forbidden.remove(from);
                forbidden.removeAll(allowed);
                noClasses()
                        .that()
                        .resideInAPackage("org.firstline." + service + "." + from + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.stream()
                                .map(to -> "org.firstline." + service + "." + to + "..")
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .because(from + " may use " + allowed + " only")
                        .check(CLASSES);
            });
        }
    }

    @Test
    void only_doors_and_announcers_speak_the_language_of_the_topics() {
        noClasses()
                .that()
                .resideInAnyPackage("org.firstline.*.domain..", "org.firstline.*.db..", "org.firstline.*.timer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.firstline.contracts..")
                .because("contracts end where listen, http and announce end")
                .check(CLASSES);
    }

    @Test
    void services_never_import_each_other() {
        for (String service : SERVICES) {
            noClasses()
                    .that()
                    .resideInAPackage("org.firstline." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SERVICES.stream()
                            .filter(other -> !other.equals(service))
                            .map(other -> "org.firstline." + other + "..")
                            .toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void the_post_office_knows_no_event_and_no_service() {
        noClasses()
                .that()
                .resideInAPackage("org.firstline.messaging..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.firstline..").and(not(resideInAPackage("org.firstline.messaging.."))))
                .check(CLASSES);
    }

    @Test
    void contracts_know_nothing_but_themselves() {
        noClasses()
                .that()
                .resideInAPackage("org.firstline.contracts..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.firstline..").and(not(resideInAPackage("org.firstline.contracts.."))))
                .check(CLASSES);
    }

    @Test
    void only_flow_opens_transactions_of_the_life_cycle() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.firstline.*.flow..", "org.firstline.messaging..")
                .should()
                .callMethodWhere(called("transact", "org.firstline.messaging.PostOffice"))
                .because("a reader finds every change of a case in flow")
                .check(CLASSES);
    }

    @Test
    void the_clock_of_a_jvm_decides_nothing() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES.stream()
                        .map(service -> "org.firstline." + service + "..")
                        .toArray(String[]::new))
                .and()
                // A request's receipt is a time of the door; what is due is never decided there.
                .resideOutsideOfPackage("org.firstline.*.http..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the JVM's clock is read",
                        call -> Set.of(
                                                Instant.class.getName(),
                                                LocalDate.class.getName(),
                                                LocalDateTime.class.getName(),
                                                OffsetDateTime.class.getName(),
                                                ZonedDateTime.class.getName())
                                        .contains(call.getTargetOwner().getName())
                                && call.getName().equals("now")))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("suite time comes from the database, once per batch")
                .check(CLASSES);
    }

    @Test
    void nothing_sleeps() {
        noClasses()
                .should()
                .callMethodWhere(called("sleep", Thread.class.getName()))
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_thing_is_for() {
        noClasses()
                .that()
                .resideInAPackage("org.firstline..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO)(\\$.*)?")
                .orShould()
                .haveNameMatching(".*\\.Base[A-Z].*")
                .check(CLASSES);
    }

    @Test
    void every_package_refuses_null_unless_it_says_so() {
        classes()
                .that()
                .resideInAPackage("org.firstline..")
                .and()
                .areTopLevelClasses()
                .should(new ArchCondition<JavaClass>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean marked = item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                        events.add(new SimpleConditionEvent(
                                item, marked, item.getName() + " is in a package that is not @NullMarked"));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void four_houses_have_the_same_rooms() throws IOException {
        for (String service : SERVICES) {
            Path packages = ROOT.resolve(service + "-service/src/main/java/org/firstline/" + service);
            Set<String> rooms = new TreeSet<>();
            try (Stream<Path> entries = Files.list(packages)) {
                entries.filter(Files::isDirectory)
                        .forEach(entry -> rooms.add(entry.getFileName().toString()));
            }
            assertThat(MAY_USE.keySet()).as("rooms of " + service).containsAll(rooms);
            assertThat(rooms).as("rooms of " + service).contains("listen", "http", "flow", "domain", "db", "announce");
        }
    }

    @Test
    void four_houses_have_the_same_order_in_their_settings() throws IOException {
        List<String> first = sections("intake");
        assertThat(first).isNotEmpty();
        for (String service : SERVICES) {
            assertThat(sections(service)).as("sections of " + service).isEqualTo(first);
        }
    }

    private static List<String> sections(String service) throws IOException {
        try (Stream<String> lines =
                Files.lines(ROOT.resolve(service + "-service/src/main/resources/application.properties"))) {
            return lines.filter(line -> line.startsWith("# --- ")).toList();
        }
    }

    private static DescribedPredicate<JavaAccess<?>> called(String method, String owner) {
        return DescribedPredicate.describe(
                owner + "." + method + " is called",
                call -> call.getName().equals(method) && call.getTargetOwner().isAssignableTo(owner));
    }
}
