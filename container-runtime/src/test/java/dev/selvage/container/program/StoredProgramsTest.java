package dev.selvage.container.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.assertj.core.api.Condition;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredProgramsTest {
    private static final JobId JOB = new JobId(1, 2);
    private static final ClassLoader CLASSES = StoredProgramsTest.class.getClassLoader();

    private final LocalFileStorage storage = new LocalFileStorage();

    @TempDir
    private Path directory;

    /** As another process sees them. */
    private StoredPrograms programs() {
        return new StoredPrograms(storage, cluster(), CLASSES, Configuration.empty());
    }

    private ClusterDirectory cluster() {
        return new ClusterDirectory(new ClusterId("c"), StoragePath.parse(directory.toString()));
    }

    private void write(JobProgram program) throws Exception {
        storage.createDirectories(cluster().job(JOB));
        StoredPrograms.write(program, storage, cluster().program(JOB));
    }

    private static JobProgram program(JobOptions options) {
        JobPlan plan = new JobPlan(new ExecutionPlan(JOB, "none", List.of(), List.of()), new TreeMap<>(), List.of());
        return new JobProgram(plan, options, CLASSES);
    }

    /** A jar with one class, and a class of the cluster that the job has in a version of its own. */
    private void writeJar(Class<?>... classes) throws Exception {
        storage.createDirectories(cluster().jars(JOB));
        Path jar = Path.of(cluster().jars(JOB).child("0000.jar").path());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
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
        writeJar(Condition.class, StoredProgramsTest.class);
        StoredPrograms programs = programs();

        ClassLoader classes = programs.of(JOB).classes();

        Class<?> own = classes.loadClass(Condition.class.getName());
        assertThat(own.getClassLoader()).isEqualTo(classes);
        assertThat(classes.loadClass(StoredProgramsTest.class.getName())).isEqualTo(StoredProgramsTest.class);
        assertThat(classes.loadClass(SoftAssertions.class.getName()))
                .as("not in the jar, so it is the cluster's")
                .isEqualTo(SoftAssertions.class);
        assertThat(programs.of(JOB).classes())
                .as("all tasks of a job share them")
                .isSameAs(classes);

        programs.forget(JOB);
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
            assertThat(new StoredPrograms(storage, cluster(), CLASSES, configuration)
                            .of(JOB)
                            .classes()
                            .loadClass(Condition.class.getName()))
                    .isEqualTo(Condition.class);
        }
    }

    @Test
    void aProgramThatIsNotThereIsMissed() {
        assertThatThrownBy(() -> programs().of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found none");
    }
}
