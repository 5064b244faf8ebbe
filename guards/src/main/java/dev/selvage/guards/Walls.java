package dev.selvage.guards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which module may know what, read from the sources before anything is compiled, so that a person reads a reason rather
 * than "package does not exist". The finer walls between packages stand in ArchitectureTest, on the compiled classes.
 */
final class Walls {

    /** What a module's own code may import, and what to do for everything else. */
    private record Wall(List<String> allowed, String remedy) {
        boolean allows(String imported) {
            return imported.startsWith("java.")
                    || imported.startsWith("javax.")
                    || allowed.stream().anyMatch(imported::startsWith);
        }
    }

    private static final String PLATFORM = "dev.selvage.platform.";
    private static final String CORE = "dev.selvage.core.";
    private static final String API = "dev.selvage.api.";
    private static final String LOG = "org.apache.logging.log4j.";
    private static final String NULLNESS = "org.jspecify.annotations.";

    private static final Map<String, Wall> WALLS = new TreeMap<>(Map.of(
            "job-api",
            new Wall(
                    List.of(API, NULLNESS),
                    "job-api is what users compile against and needs the JDK alone: put it into a connector or platform."),
            "core",
            new Wall(
                    List.of(API, CORE, NULLNESS, "com.fasterxml.jackson.annotation."),
                    "core decides, the others do: describe the wish as an action and carry it out in platform"
                            + " (docs/adr/0001-core-decides.md)."),
            "platform",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            LOG,
                            NULLNESS,
                            "com.fasterxml.jackson.",
                            "com.google.common.",
                            "io.netty.",
                            "org.apache.curator.",
                            "org.apache.hadoop.",
                            "org.apache.zookeeper.",
                            "org.jctools.",
                            "org.snakeyaml."),
                    "platform serves every process: what only one of them needs belongs to that one's module."),
            "job-manager",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            "dev.selvage.jobmanager.",
                            LOG,
                            NULLNESS,
                            "com.fasterxml.jackson.",
                            "com.google.common.",
                            "io.netty."),
                    "job-manager knows nothing of YARN, of task code or of file systems: ask platform, or put it into"
                            + " yarn-am."),
            "container-runtime",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            "dev.selvage.container.",
                            LOG,
                            NULLNESS,
                            "com.esotericsoftware.kryo.",
                            "com.google.common.",
                            "io.netty.",
                            "org.jctools."),
                    "container-runtime runs tasks and never sees YARN, the client or the JobManager: send a message"
                            + " instead."),
            "local",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            "dev.selvage.jobmanager.",
                            "dev.selvage.container.",
                            "dev.selvage.local.",
                            LOG,
                            NULLNESS),
                    "local puts the parts of a cluster into one JVM and adds nothing of its own: put it into the part"
                            + " that a cluster has too (docs/adr/0012-local-is-the-same-code.md)."),
            "yarn-am",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            "dev.selvage.jobmanager.",
                            "dev.selvage.am.",
                            LOG,
                            NULLNESS,
                            "com.google.common.",
                            "org.apache.hadoop."),
                    "yarn-am hosts the JobManager and drives YARN: task code is started by class name only."),
            "yarn-client",
            new Wall(
                    List.of(
                            API,
                            CORE,
                            PLATFORM,
                            "dev.selvage.client.",
                            LOG,
                            NULLNESS,
                            "com.fasterxml.jackson.",
                            "com.google.common.",
                            "org.apache.hadoop.",
                            "picocli."),
                    "the client starts the other processes by class name only (core.launch)."),
            "connectors/files",
            new Wall(
                    List.of(API, "dev.selvage.connector.files.", NULLNESS),
                    "a connector sees the job API and its own system's client, nothing else."),
            "examples",
            new Wall(
                    List.of(API, "dev.selvage.connector.", "dev.selvage.examples."),
                    "an example imports what a user would: the job API and connectors.")));

    static {
        WALLS.put(
                "testing",
                new Wall(
                        List.of(
                                API,
                                CORE,
                                "dev.selvage.container.",
                                "dev.selvage.local.",
                                "dev.selvage.testing.",
                                NULLNESS,
                                "org.junit.jupiter.api."),
                        "testing is for users' tests and runs what local and container-runtime have: put it there."));
    }

    /** What only measures, checks or serves tests may import what it likes, and make threads. */
    static final Set<String> NEVER_SHIPPED = Set.of(
            "guards",
            "benchmarks",
            "benchmarks/workloads",
            "benchmarks/flink",
            "benchmarks/jet",
            "benchmarks/clusters",
            "benchmarks/selvage",
            "mini-cluster",
            "quickstart",
            "integration-tests");

    private Walls() {}

    /** A sentence for each import that climbs over a wall. */
    static List<String> breaches(List<JavaFile> files) {
        List<String> breaches = new ArrayList<>();
        for (JavaFile file : files) {
            if (file.isTest() || NEVER_SHIPPED.contains(file.module())) {
                continue;
            }
            Wall wall = WALLS.get(file.module());
            if (wall == null) {
                breaches.add(file.name() + " is in a module without walls: say in " + Walls.class.getName() + " what "
                        + file.module() + " may import.");
                continue;
            }
            for (JavaFile.Mention imported : file.imports()) {
                if (!wall.allows(imported.text())) {
                    breaches.add(file.name() + " imports " + imported.text() + ": " + wall.remedy);
                }
            }
            for (JavaFile.Mention named : file.fullNames()) {
                if (!wall.allows(named.text())) {
                    breaches.add(file.name() + " names " + named.text() + ": " + wall.remedy);
                }
            }
        }
        return breaches;
    }
}
