package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks each rule once, to see that it is found and that the message says what to do instead. */
class GuardsBiteTest {

    @TempDir
    private Path root;

    @Test
    void hadoopInCore() throws IOException {
        assertThat(Walls.breaches(
                        parsed("core/src/main/java/Bad.java", "import org.apache.hadoop.fs.FileSystem; class Bad {}")))
                .singleElement()
                .asString()
                .contains("Bad.java imports org.apache.hadoop.fs.FileSystem", "carry it out in platform");
        assertThat(Walls.breaches(
                        parsed("core/src/test/java/Bad.java", "import org.apache.hadoop.fs.FileSystem; class Bad {}")))
                .isEmpty();
    }

    @Test
    void aModuleWithoutWalls() throws IOException {
        assertThat(Walls.breaches(parsed("connectors/new/src/main/java/Bad.java", "class Bad {}")))
                .singleElement()
                .asString()
                .contains("is in a module without walls: say in");
    }

    @Test
    void aLongFileAndALongMethod() throws IOException {
        String lines = String.join("\n", Collections.nCopies(500, "// line"));

        assertThat(Tidiness.tooLong(
                        parsed("core/src/main/java/Bad.java", "class Bad { void run() {\n" + lines + "\n} }")))
                .hasSize(2)
                .allMatch(sentence -> sentence.contains("are the limit: "));
    }

    @Test
    void aPackageWithoutExplanation() throws IOException {
        assertThat(Tidiness.unexplainedPackages(parsed("core/src/main/java/Bad.java", "package bad; class Bad {}")))
                .containsExactly("bad has no package-info.java: write one or two sentences on what it is for.");
    }

    @Test
    void aVagueNameAlsoOfANestedType() throws IOException {
        assertThat(Tidiness.vagueNames(parsed(
                        "core/src/main/java/Good.java", "class Good { record StateUtils() {} class JobManager {} }")))
                .singleElement()
                .asString()
                .contains("StateUtils does not say what it is");
    }

    @Test
    void aVaguePackage() throws IOException {
        assertThat(Tidiness.vaguePackages(
                        parsed("core/src/main/java/Bad.java", "package dev.selvage.util; class Bad {}")))
                .containsExactly("dev.selvage.util does not say what is in it: name it after its subject.");
    }

    @Test
    void aFullNameIsAnImportToo() throws IOException {
        assertThat(Walls.breaches(parsed(
                        "core/src/main/java/Bad.java",
                        "class Bad { dev.selvage.platform.loop.EventLoop<?, ?> loop; }")))
                .singleElement()
                .asString()
                .contains("Bad.java names dev.selvage.platform.loop.EventLoop", "carry it out in platform");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.io.File file                                           | uses java.io.File: core decides
                    Object o = java.nio.file.Path.of("x")                       | uses java.nio.file.Path.of: core decides
                    void run() { System.out.println(); }                        | uses java.lang.System: core decides
                    String home = System.getenv("HOME")                         | uses java.lang.System
                    ProcessBuilder builder                                      | uses java.lang.ProcessBuilder
                    ThreadLocal<String> local                                   | uses java.lang.ThreadLocal: one component
                    void run() { new Thread().start(); }                        | uses java.lang.Thread: one component
                    java.util.concurrent.atomic.AtomicLong count                | AtomicLong: one component
                    Object map = new java.util.HashMap<String, String>()        | HashMap: its order differs
                    Object map = new java.util.IdentityHashMap<String, String>()| IdentityHashMap: its order differs
                    Object set = java.util.Set.copyOf(java.util.List.of())      | calls Set.copyOf: its order differs
                    Object map = java.util.Map.of(1, 2)                         | calls Map.of: its order differs
                    Object o = java.util.stream.Collectors.toSet()              | calls Collectors.toSet: its order
                    Object o = java.util.stream.Collectors.groupingBy(x -> x)   | Collectors.groupingBy takes TreeMap::new
                    Object o = java.util.List.of().parallelStream()             | parallelStream: one component
                    Object o = java.time.Clock.systemUTC()                      | uses java.time.Clock.systemUTC: time and
                    Object o = java.time.LocalDate.now()                        | uses java.time.LocalDate.now: time and
                    Object o = java.time.Instant.now()                          | calls Instant.now: time and chance
                    Object o = new java.util.SplittableRandom()                 | SplittableRandom: time and chance
                    Object o = new java.security.SecureRandom()                 | SecureRandom: time and chance
                    java.util.function.DoubleSupplier s = Math::random          | calls Math.random: time and chance
                    int i = new Object().hashCode()                             | .hashCode: the hash of an enum
                    Object o = Class.forName("x")                               | calls Class.forName: core sees no
                    String shown = "%d".formatted(1)                            | .formatted: it goes by the locale
                    void run() { new Exception().printStackTrace(); }           | .printStackTrace: core decides
                    void run() { synchronized (this) {} }                       | synchronizes: one component
                    synchronized void run() {}                                  | synchronizes: one component
                    volatile int x                                              | has a volatile field: one component
                    """)
    void whatDoesWaitsOrDiffersFromRunToRunInCore(String member, String sentence) throws IOException {
        assertThat(Purity.breaches(parsed("core/src/main/java/Bad.java", "class Bad { " + member + "; }")))
                .isNotEmpty()
                .anySatisfy(found -> assertThat(found).contains("core/src/main/java/Bad.java:1 ", sentence));
    }

    @Test
    void importsInCore() throws IOException {
        for (String imported : List.of(
                "java.util.HashSet",
                "java.util.*",
                "javax.crypto.Cipher",
                "static java.lang.System.out",
                "static java.util.stream.Collectors.toSet")) {
            assertThat(Purity.breaches(parsed("core/src/main/java/Bad.java", "import " + imported + "; class Bad {}")))
                    .as(imported)
                    .hasSize(1);
        }
    }

    @Test
    void whatIsTheSameInEveryRunIsAllowedInCore() throws IOException {
        assertThat(Purity.breaches(parsed("core/src/main/java/Good.java", """
                        import java.util.List;
                        import java.util.Objects;
                        import java.util.SortedMap;
                        import java.util.TreeMap;
                        import java.util.stream.Collectors;
                        class Good {
                            record Process(String name) {}
                            Process ours = new Process(String.valueOf(Math.max(1, 2)));
                            SortedMap<Integer, List<String>> map = new TreeMap<>();
                            Object grouped = Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting());
                            @Override public int hashCode() { return Objects.hash(ours) + ours.hashCode(); }
                        }"""))).isEmpty();
    }

    @Test
    void threadsWhoseFaultsNobodyHears() throws IOException {
        for (String member : List.of(
                "Object o = java.util.concurrent.Executors.newCachedThreadPool()",
                "Object o = java.util.concurrent.ForkJoinPool.commonPool()",
                "Object o = new Thread(() -> {})",
                "java.util.concurrent.ThreadFactory f = Thread::new",
                "Object o = new java.util.Timer()",
                "Object o = CompletableFuture.supplyAsync(() -> 1)",
                "Object o = java.util.List.of().parallelStream()",
                "class Own extends Thread {}")) {
            String source = "class Bad { " + member + "; }";
            assertThat(OwnThreads.breaches(parsed("yarn-am/src/main/java/Bad.java", source)))
                    .as(member)
                    .singleElement()
                    .asString()
                    .contains("yarn-am/src/main/java/Bad.java", "Use WorkerPool");
            assertThat(OwnThreads.breaches(parsed("yarn-am/src/test/java/BadTest.java", source)))
                    .isEmpty();
        }
        assertThat(OwnThreads.breaches(parsed(
                        "yarn-am/src/main/java/Good.java",
                        "class Good { void run() { Thread.currentThread().interrupt();"
                                + " CompletableFuture.supplyAsync(() -> 1, pool); } }")))
                .isEmpty();
    }

    @Test
    void testsThatNoPluginRuns() throws IOException {
        String tests = " { @org.junit.jupiter.api.Test void works() {} }";
        assertThat(Tidiness.testsThatNobodyRuns(parsed("core/src/test/java/Checks.java", "class Checks" + tests)))
                .singleElement()
                .asString()
                .startsWith("core/src/test/java/Checks.java: Checks holds tests, but nothing runs them: call it");
        assertThat(Tidiness.testsThatNobodyRuns(parsed("core/src/test/java/SomeIT.java", "class SomeIT" + tests)))
                .hasSize(1);
        assertThat(Tidiness.testsThatNobodyRuns(parsed("core/src/main/java/ATest.java", "class ATest" + tests)))
                .hasSize(1);
        assertThat(Tidiness.testsThatNobodyRuns(parsed(
                        "core/src/test/java/ATest.java",
                        "class ATest { class Inner" + tests + " @Nested class Known" + tests + " }")))
                .singleElement()
                .asString()
                .contains("Inner holds tests");
        assertThat(Tidiness.testsThatNobodyRuns(
                        parsed("core/src/test/java/Checks.java", "class Checks { @Nested class Known" + tests + " }")))
                .as("JUnit finds nested tests through the class around them only")
                .hasSize(1);
        assertThat(Tidiness.testsThatNobodyRuns(parsed(
                        "core/src/test/java/Contract.java",
                        "interface Contract" + tests + " interface Wider extends Contract {}"
                                + " class Local implements Wider {} class LocalTest implements Wider {}")))
                .singleElement()
                .asString()
                .contains("Local holds tests");
        assertThat(Tidiness.testsThatNobodyRuns(
                        parsed("integration-tests/src/test/java/SomeIT.java", "class SomeIT" + tests)))
                .isEmpty();
    }

    @Test
    void looseEndsSleepsAndFatScripts() {
        assertThat(Tidiness.looseEnds("Bad.java", List.of("x", "// TO" + "DO later")))
                .containsExactly("Bad.java:2 says TO" + "DO: do it now, or write it down in docs/open-questions.md.");
        assertThat(Tidiness.sleeps(
                        "BadTest.java",
                        List.of("Thread.sleep(100);", "SECONDS.sleep(1);", "LockSupport.parkNanos(1);")))
                .hasSize(3);
        assertThat(Tidiness.fatScript("bad.sh", Collections.nCopies(41, ":"))).hasSize(1);
    }

    @Test
    void aCrowdedPackage() throws IOException {
        JavaFile file = parsed("core/src/main/java/Bad.java", "package bad; class Bad {}")
                .get(0);

        assertThat(Tidiness.crowdedPackages(Collections.nCopies(21, file))).hasSize(1);
        assertThat(Tidiness.crowdedPackages(Collections.nCopies(20, file))).isEmpty();
    }

    private List<JavaFile> parsed(String name, String source) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return JavaFile.parse(root, List.of(Files.writeString(file, source)));
    }
}
