package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aSynchronizedBlockInCore() throws IOException {
        assertThat(Tidiness.locksInCore(parsed(
                        "core/src/main/java/Bad.java", "class Bad { void run() {\n synchronized (this) {}\n} }")))
                .singleElement()
                .asString()
                .startsWith("core/src/main/java/Bad.java:2 synchronizes:");
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
