package dev.selvage.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks each wall once, to see that it holds and that the message says what to do instead. */
class ArchitectureRulesBiteTest {

    @TempDir
    private Path directory;

    @Test
    void packagesOfCore() {
        bites(
                ArchitectureTest::packagesOfCoreKnowOnlyWhatStandsBelowThem,
                "hand the value in, or move the decision to where both are known",
                "package dev.selvage.core.id; class Bad { dev.selvage.core.loop.Turn turn; }");
    }

    @Test
    void aNewPackageOfCoreWithoutWalls() {
        bites(
                ArchitectureTest::everyPackageOfCoreHasItsWalls,
                "give a new one its line in CORE_IMPORTS",
                "package dev.selvage.core.unheard; class Bad {}");
    }

    @Test
    void siblingMachines() {
        bites(
                ArchitectureTest::machinesOfTheJobManagerMeetOnlyInTheJobManager,
                "let core.jobmanager route between them",
                "package dev.selvage.core.jobmanager.restart; class Restart {}",
                "package dev.selvage.core.jobmanager.lifecycle;"
                        + " class Bad { Object o = dev.selvage.core.jobmanager.restart.Known.X; }",
                "package dev.selvage.core.jobmanager.restart; public class Known { public static Object X; }");
    }

    @Test
    void inputAndOutputInCore() {
        bites(
                ArchitectureTest::coreDoesNothing,
                "return an action and let platform carry it out",
                "package dev.selvage.core.plan; class Bad { java.io.File file; }");
        bites(
                ArchitectureTest::coreDoesNothing,
                "return an action and let platform carry it out",
                "package dev.selvage.core.plan; class Bad { void run() { new Thread().start(); } }");
        bites(
                ArchitectureTest::coreDoesNothing,
                "return an action and let platform carry it out",
                "package dev.selvage.core.plan; class Bad { void run() { System.out.println(); } }");
    }

    @Test
    void clocksInCore() {
        bites(
                ArchitectureTest::coreHasNoClockAndNoChanceOfItsOwn,
                "time and chance come in with the Turn",
                "package dev.selvage.core.plan; class Bad { long now = System.nanoTime(); }");
    }

    @Test
    void hashOrderInCore() {
        bites(
                ArchitectureTest::coreHasNoCollectionWhoseOrderChangesFromRunToRun,
                "use TreeMap, LinkedHashMap, EnumMap, or List.of",
                "package dev.selvage.core.plan; class Bad { Object map = new java.util.HashMap<String, String>(); }");
        bites(
                ArchitectureTest::coreHasNoCollectionWhoseOrderChangesFromRunToRun,
                "use TreeMap, LinkedHashMap, EnumMap, or List.of",
                "package dev.selvage.core.plan; class Bad { Object map = java.util.Map.of(1, 2); }");
    }

    @Test
    void locksInCore() {
        bites(
                ArchitectureTest::coreNeedsNoLock,
                "other threads put a message into its inbox",
                "package dev.selvage.core.plan; class Bad { volatile int x; }");
    }

    @Test
    void familiesOfClasses() {
        bites(
                ArchitectureTest::familiesOfMessagesAreRecords,
                "write a record",
                "package dev.selvage.core.message; sealed interface Bad { final class Message implements Bad {} }");
    }

    @Test
    void outsideSystems() {
        bites(
                ArchitectureTest::outsideSystemsAreSpokenToInOnePlaceEach,
                "files go through platform.storage",
                "package org.apache.hadoop.fs; public class FileSystem {}",
                "package dev.selvage.jobmanager; class Bad { org.apache.hadoop.fs.FileSystem files; }");
    }

    @Test
    void mainsOfOthers() {
        bites(
                ArchitectureTest::processesAreWiredInTheirMainAndNowhereElse,
                "belongs to a class with a name of its own",
                "package dev.selvage.am; class SomeMain {}",
                "package dev.selvage.am; class Bad { SomeMain main; }");
    }

    @Test
    void callbacksOnStrangersThreads() {
        bites(
                ArchitectureTest::whatRunsOnALoopLeavesNoCallbackOnAStrangersThread,
                "turn a completion into a message at once",
                "package dev.selvage.jobmanager; class Bad implements dev.selvage.core.loop.Body<String> {"
                        + " java.util.concurrent.CompletableFuture<String> later;"
                        + " public void carryOut(String action) { later.thenRun(() -> {}); } }");
    }

    @AfterEach
    void putClassLoaderBack() {
        Thread.currentThread().setContextClassLoader(ArchitectureRulesBiteTest.class.getClassLoader());
    }

    private void bites(Consumer<ArchitectureTest> rule, String advice, String... sources) {
        ArchitectureTest test = new ArchitectureTest();
        test.classes = compiled(sources);

        Throwable failure = catchThrowable(() -> rule.accept(test));

        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining(advice);
    }

    private JavaClasses compiled(String... sources) {
        try {
            Path classes = Files.createTempDirectory(directory, "classes");
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager files =
                    compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
                boolean done = compiler.getTask(
                                null,
                                files,
                                null,
                                List.of("-proc:none", "-d", classes.toString()),
                                null,
                                files.getJavaFileObjectsFromPaths(written(sources)))
                        .call();
                assertThat(done).as("the sources compile").isTrue();
            }
            // Some rules look at classes by reflection, which asks the thread for them.
            Thread.currentThread()
                    .setContextClassLoader(
                            new URLClassLoader(new URL[] {classes.toUri().toURL()}));
            return new ClassFileImporter().importPath(classes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> written(String... sources) throws IOException {
        Path root = Files.createTempDirectory(directory, "sources");
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            String name = source.replaceFirst("(?s).*?\\b(?:class|interface) (\\w+).*", "$1");
            Path file = Files.createDirectories(root.resolve(Integer.toString(files.size())))
                    .resolve(name + ".java");
            files.add(Files.writeString(file, source));
        }
        return files;
    }
}
