package dev.selvage.container.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.container.blob.JobFiles;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.assertj.core.api.Condition;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FetchedProgramsTest {
    private static final JobId JOB = new JobId(1, 2);
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final ClassLoader CLASSES = FetchedProgramsTest.class.getClassLoader();

    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    @TempDir
    private Path directory;

    private FetchedPrograms programs() {
        return programs(Configuration.empty());
    }

    /** As a process sees them to which the files have come. */
    private FetchedPrograms programs(Configuration configuration) {
        return new FetchedPrograms(this::files, Runnable::run, CLASSES, configuration);
    }

    private JobFiles files(JobId job) throws IOException {
        fetched.incrementAndGet();
        if (!Files.exists(program())) {
            throw new IOException("found none");
        }
        return new JobFiles(program(), Files.exists(jar()) ? List.of(jar()) : List.of(), released::incrementAndGet);
    }

    private Path program() {
        return directory.resolve("program");
    }

    private Path jar() {
        return directory.resolve("0000.jar");
    }

    private void write(JobProgram program) throws Exception {
        Files.write(program(), program.toBytes());
    }

    private static JobProgram program(JobOptions options) {
        JobPlan plan = new JobPlan(new ExecutionPlan(JOB, "none", List.of(), List.of()), new TreeMap<>(), List.of());
        return new JobProgram(plan, options, CLASSES);
    }

    /** A jar with one class, and a class of the cluster that the job has in a version of its own. */
    private void writeJar(Class<?>... classes) throws Exception {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar()))) {
            for (Class<?> each : classes) {
                String file = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(file));
                try (InputStream in = Objects.requireNonNull(CLASSES.getResourceAsStream(file))) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    @Test
    void whatAJobHasChosenTravelsWithItsProgram() throws Exception {
        JobOptions chosen = new JobOptions(false, 17, true);
        write(program(chosen));

        assertThat(programs().of(JOB).options()).isEqualTo(chosen);
    }

    @Test
    void aJobsJarsComeFirstButForWhatItSharesWithTheCluster() throws Exception {
        write(program(new JobOptions(true, 0, false)));
        writeJar(Condition.class, FetchedProgramsTest.class);
        FetchedPrograms programs = programs();

        ClassLoader classes = programs.of(JOB).classes();

        Class<?> own = classes.loadClass(Condition.class.getName());
        assertThat(own.getClassLoader()).isEqualTo(classes);
        assertThat(classes.loadClass(FetchedProgramsTest.class.getName())).isEqualTo(FetchedProgramsTest.class);
        assertThat(classes.loadClass(SoftAssertions.class.getName()))
                .as("not in the jar, so it is the cluster's")
                .isEqualTo(SoftAssertions.class);
        assertThat(programs.of(JOB).classes())
                .as("all tasks of a job share them")
                .isSameAs(classes);

        assertThat(fetched).hasValue(1);
        assertThat(released).hasValue(0);
        programs.forget(JOB);
        programs.forget(JOB);
        assertThat(released).as("the files go with the classes").hasValue(1);
        String inJarAlone = Condition.class.getName().replace('.', '/') + ".class";
        assertThat(classes.getResource(inJarAlone)).as("the jar is let go").isEqualTo(CLASSES.getResource(inJarAlone));
        assertThat(programs.of(JOB).classes())
                .as("what runs next has classes of its own")
                .isNotSameAs(classes);
    }

    @Test
    void theOrderCanBeTurnedRound() throws Exception {
        write(program(new JobOptions(true, 0, false)));
        writeJar(Condition.class);
        Configuration parentFirst = ConfigurationFiles.load(
                        directory, List.of("classloader.resolve-order=parent-first"))
                .configuration();
        Configuration shared = ConfigurationFiles.load(
                        directory, List.of("classloader.parent-first-patterns.additional=org.assertj."))
                .configuration();

        for (Configuration configuration : List.of(parentFirst, shared)) {
            assertThat(programs(configuration).of(JOB).classes().loadClass(Condition.class.getName()))
                    .isEqualTo(Condition.class);
        }
    }

    @Test
    void aProgramThatDidNotComeIsAskedForAnewByWhoeverNeedsItNext() throws Exception {
        FetchedPrograms programs = programs();
        assertThatThrownBy(() -> programs.of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found none");
        write(program(new JobOptions(true, 0, false)));

        assertThat(programs.of(JOB).options()).isEqualTo(new JobOptions(true, 0, false));
    }

    @Test
    void whatComesForAJobThatIsForgottenByThenGoesAtOnce() throws Exception {
        write(program(new JobOptions(true, 0, false)));
        List<Runnable> work = new ArrayList<>();
        FetchedPrograms programs = new FetchedPrograms(this::files, work::add, CLASSES, Configuration.empty());
        Thread task =
                new Thread(() -> assertThatThrownBy(() -> programs.of(JOB)).isInstanceOf(InterruptedException.class));
        task.start();
        Await.until("the task waits", BOUND, () -> !work.isEmpty() && task.getState() == Thread.State.WAITING);

        task.interrupt();
        task.join();
        programs.forget(JOB);
        work.get(0).run();
        work.get(1).run();

        assertThat(fetched).hasValue(1);
        assertThat(released).hasValue(1);
    }
}
