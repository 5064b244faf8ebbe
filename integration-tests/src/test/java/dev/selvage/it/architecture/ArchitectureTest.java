package dev.selvage.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of docs/architecture.md. Each reason says what to do instead of climbing over. */
class ArchitectureTest {

    private static final String CORE = "dev.selvage.core.";

    private static final List<String> BELOW_THE_MACHINES = List.of(
            "id", "metric", "loop", "config", "failure", "launch", "plan", "leadership", "checkpoint", "message");

    /** Which packages of core each package of core may know, besides itself and those below it. */
    private static final Map<String, List<String>> CORE_IMPORTS = new TreeMap<>(Map.ofEntries(
            Map.entry("id", List.of()),
            Map.entry("metric", List.of()),
            Map.entry("loop", List.of()),
            Map.entry("config", List.of()),
            Map.entry("failure", List.of("id")),
            Map.entry("launch", List.of("id", "config")),
            Map.entry("plan", List.of("id", "config")),
            Map.entry("leadership", List.of("id", "failure")),
            Map.entry("checkpoint", List.of("id", "failure", "plan")),
            Map.entry("message", List.of("id", "plan", "checkpoint", "leadership", "failure")),
            Map.entry("wire", List.of("id", "plan", "checkpoint", "leadership", "failure", "message")),
            Map.entry("application", List.of("id", "failure", "leadership", "plan", "jobmanager")),
            Map.entry("jobmanager", BELOW_THE_MACHINES),
            Map.entry("taskmanager", BELOW_THE_MACHINES)));

    /** All that ships; ArchitectureRulesBiteTest puts in what breaks the rules. */
    JavaClasses classes = Selvage.CLASSES;

    private void check(ArchRule rule) {
        // Packages may be empty for now; the rule holds from their first class on.
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void theClassesOfEveryModuleAreLookedAt() {
        List<String> packages =
                classes.stream().map(JavaClass::getPackageName).distinct().toList();

        assertThat(packages)
                .contains(
                        "dev.selvage.api",
                        "dev.selvage.core.loop",
                        "dev.selvage.platform.loop",
                        "dev.selvage.jobmanager",
                        "dev.selvage.container",
                        "dev.selvage.local",
                        "dev.selvage.am",
                        "dev.selvage.client",
                        "dev.selvage.connector.files",
                        "dev.selvage.examples");
    }

    @Test
    void packagesOfCoreKnowOnlyWhatStandsBelowThem() {
        for (Map.Entry<String, List<String>> entry : CORE_IMPORTS.entrySet()) {
            String[] allowed = Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream())
                    .map(name -> CORE + name + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(CORE + entry.getKey() + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.selvage.core..").and(not(resideInAnyPackage(allowed))))
                    .because("core." + entry.getKey() + " may know " + entry.getValue()
                            + " only: hand the value in, or move the decision to where both are known"));
        }
    }

    @Test
    void everyPackageOfCoreHasItsWalls() {
        assertThat(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(CORE))
                        .map(name -> name.substring(CORE.length()).split("\\.", 2)[0])
                        .distinct())
                .as("packages of core: give a new one its line in CORE_IMPORTS")
                .allMatch(CORE_IMPORTS::containsKey);
    }

    @Test
    void machinesOfTheJobManagerMeetOnlyInTheJobManager() {
        List<String> machines = List.of("lifecycle", "containers", "deployment", "checkpoints", "restart");
        for (String machine : machines) {
            String[] others = machines.stream()
                    .filter(other -> !other.equals(machine))
                    .map(other -> CORE + "jobmanager." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(CORE + "jobmanager." + machine + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .because("sibling machines do not know each other: let core.jobmanager route between them"));
        }
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "jobmanager.slots..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(machines.stream()
                        .map(machine -> CORE + "jobmanager." + machine + "..")
                        .toArray(String[]::new)))
                .because("machines take slots from the pool, so it must not know for what"));
    }

    @Test
    void coreDoesNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.selvage.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "org.apache..",
                        "io.netty..",
                        "com.google.."))
                .orShould()
                .dependOnClassesThat(oneOf(Thread.class, Runtime.class, java.util.Timer.class, java.util.Random.class))
                .because("core decides, the others do: return an action and let platform carry it out"));
    }

    @Test
    void coreHasNoClockAndNoChanceOfItsOwn() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.selvage.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("time and chance come in with the Turn, or a run cannot be replayed"));
    }

    @Test
    void coreHasNoCollectionWhoseOrderChangesFromRunToRun() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.selvage.core..")
                // Hash tables that are only looked up would do no harm, but nobody can see that they stay so.
                .should()
                .dependOnClassesThat(oneOf(java.util.HashMap.class, java.util.HashSet.class))
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "Map.of, Map.copyOf, Set.of or Set.copyOf",
                        call -> (call.getTargetOwner().isEquivalentTo(Map.class)
                                        || call.getTargetOwner().isEquivalentTo(java.util.Set.class))
                                && List.of("of", "copyOf", "ofEntries").contains(call.getName())))
                .because("their order differs from JVM to JVM: use TreeMap, LinkedHashMap, EnumMap, or List.of"));
    }

    @Test
    void coreNeedsNoLock() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.selvage.core..")
                .should(BeConcurrent.beConcurrent())
                .because("one component, one loop, no locks: other threads put a message into its inbox"));
    }

    @Test
    void familiesOfMessagesAreRecords() {
        check(classes()
                .that(implementASealedInterfaceOf("dev.selvage.core"))
                .should(BeRecordOrEnum.beRecordOrEnum())
                .because("messages, events, actions and states are data: write a record"));
    }

    @Test
    void outsideSystemsAreSpokenToInOnePlaceEach() {
        onlyIn(
                "org.apache.hadoop.yarn..",
                "the ApplicationMaster speaks YARN in am.yarn, the client in client.submit",
                "dev.selvage.am.yarn..",
                "dev.selvage.client.submit..");
        onlyIn(
                "org.apache.hadoop..",
                "files go through platform.storage, logins and tokens through platform.security",
                "dev.selvage.platform.storage..",
                "dev.selvage.platform.security..",
                "dev.selvage.am.yarn..",
                "dev.selvage.client.submit..");
        onlyIn(
                "io.netty..",
                "control messages go through platform.rpc, records through container.network, HTTP through platform.http",
                "dev.selvage.platform.rpc..",
                "dev.selvage.container.network..",
                "dev.selvage.platform.http..");
        onlyIn("org.apache.curator..", "ZooKeeper is platform.zookeeper's", "dev.selvage.platform.zookeeper..");
        onlyIn("org.apache.zookeeper..", "ZooKeeper is platform.zookeeper's", "dev.selvage.platform.zookeeper..");
    }

    private void onlyIn(String library, String because, String... places) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(because));
    }

    @Test
    void processesAreWiredInTheirMainAndNowhereElse() {
        check(noClasses()
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Main").and(resideInAPackage("dev.selvage..")))
                .andShould()
                .haveSimpleNameNotEndingWith("Main")
                .because("a Main wires a process; what others need of it belongs to a class with a name of its own"));
    }

    @Test
    void whatRunsOnALoopLeavesNoCallbackOnAStrangersThread() {
        check(
                noClasses()
                        .that()
                        .implement("dev.selvage.core.loop.Body")
                        .or()
                        .implement("dev.selvage.core.loop.Component")
                        .should()
                        .dependOnClassesThat(oneOf(java.util.concurrent.CompletableFuture.class))
                        .because(
                                "its callbacks run on whichever thread completes it: turn a completion into a message at once"));
    }

    private static DescribedPredicate<JavaClass> oneOf(Class<?>... types) {
        return DescribedPredicate.describe(
                "one of " + Arrays.toString(types),
                found -> Arrays.stream(types).anyMatch(found::isEquivalentTo));
    }

    private static DescribedPredicate<JavaClass> implementASealedInterfaceOf(String prefix) {
        return DescribedPredicate.describe(
                "implement a sealed interface of " + prefix,
                found -> !found.isInterface()
                        && found.getPackageName().startsWith(prefix)
                        && !found.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && found.getAllRawInterfaces().stream()
                                .anyMatch(type -> type.reflect().isSealed()
                                        && type.getPackageName().startsWith(prefix)));
    }
}
