package dev.selvage.container.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredProgramsTest {
    private static final JobId JOB = new JobId(1, 2);
    private static final ClassLoader CLASSES = StoredProgramsTest.class.getClassLoader();

    @TempDir
    private Path directory;

    /** As another process sees them. */
    private StoredPrograms programs() {
        ClusterDirectory cluster = new ClusterDirectory(new ClusterId("c"), StoragePath.parse(directory.toString()));
        return new StoredPrograms(new LocalFileStorage(), cluster, CLASSES);
    }

    @Test
    void whatAJobHasChosenTravelsWithItsProgram() throws Exception {
        JobPlan plan = new JobPlan(new ExecutionPlan(JOB, "none", List.of(), List.of()), new TreeMap<>(), List.of());
        JobOptions chosen = new JobOptions(false, 17, true);
        programs().write(JOB, new JobProgram(plan, chosen, CLASSES));

        assertThat(programs().of(JOB).options()).isEqualTo(chosen);
    }

    @Test
    void aProgramThatIsNotThereIsMissed() {
        assertThatThrownBy(() -> programs().of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found none");
    }
}
