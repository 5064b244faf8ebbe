package dev.selvage.core.config.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.AllOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final long MB = 1 << 20;

    @Test
    void aJobManagerFitsAContainerOf512Megabytes() throws Exception {
        JobManagerMemory memory = JobManagerMemory.derive(with("jobmanager.memory.process.size", "512 mb"));

        assertThat(memory.heap().size().bytes()).isEqualTo(288 * MB);
        assertThat(memory.jvmArguments())
                .containsExactly("-Xms" + 288 * MB, "-Xmx" + 288 * MB, "-XX:MaxMetaspaceSize=" + 96 * MB);
        assertThat(memory.explanation()).isEqualTo("""
                        jobmanager.memory.process.size                       512 mb   given: test:1
                        jobmanager.memory.heap.size                          288 mb   what is left
                        jobmanager.memory.off-heap.size                       64 mb   default
                        jobmanager.memory.jvm-metaspace.size                  96 mb   default
                        jobmanager.memory.jvm-overhead                        64 mb   at least 64 mb, more than 10 % of the process""");
    }

    @Test
    void thePartsAlwaysAddUpToTheProcess() throws Exception {
        for (String size : List.of("600 mb", "1 gb", "1728 mb", "3333 mb", "64 gb", "1073741825 b")) {
            TaskManagerMemory task = TaskManagerMemory.derive(with("taskmanager.memory.process.size", size));
            assertThat(sum(
                            task.frameworkHeap(),
                            task.taskHeap(),
                            task.frameworkOffHeap(),
                            task.taskOffHeap(),
                            task.network(),
                            task.managed(),
                            task.metaspace(),
                            task.overhead()))
                    .isEqualTo(task.process().size().bytes());
            JobManagerMemory job = JobManagerMemory.derive(with("jobmanager.memory.process.size", size));
            assertThat(sum(job.heap(), job.offHeap(), job.metaspace(), job.overhead()))
                    .isEqualTo(job.process().size().bytes());
        }
    }

    @Test
    void memoryForAStateBackendIsSetAsideOnlyIfItUsesIt() throws Exception {
        TaskManagerMemory heap = TaskManagerMemory.derive(with("taskmanager.memory.process.size", "2 gb"));
        TaskManagerMemory rocks = TaskManagerMemory.derive(
                with("taskmanager.memory.process.size", "2 gb", "state.backend.type", "rocksdb"));

        assertThat(heap.managed().size().bytes()).isZero();
        assertThat(heap.managed().reason()).isEqualTo("the state backend hashmap keeps its state on the heap");
        assertThat(rocks.managed().size().bytes()).isGreaterThan(600 * MB);
        assertThat(heap.taskHeap().size()).isGreaterThan(rocks.taskHeap().size());
    }

    @Test
    void fromThePartsTheProcessFollows() throws Exception {
        JobManagerMemory memory = JobManagerMemory.derive(with("jobmanager.memory.heap.size", "1 gb"));

        assertThat(memory.heap().size().bytes()).isEqualTo(1024 * MB);
        assertThat(memory.process().reason()).isEqualTo("the sum of its parts");
        assertThat(memory.process().size().bytes())
                .isEqualTo(sum(memory.heap(), memory.offHeap(), memory.metaspace(), memory.overhead()));
    }

    @Test
    void aHeapGivenIsTheHeapGotten() throws Exception {
        TaskManagerMemory memory = TaskManagerMemory.derive(
                with("taskmanager.memory.process.size", "2 gb", "taskmanager.memory.task.heap.size", "500 mb"));

        assertThat(memory.taskHeap().size().bytes()).isEqualTo(500 * MB);
        assertThat(memory.overhead().reason()).contains("that the other parts leave");
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheSumAndTheGap() {
        assertThatThrownBy(() -> TaskManagerMemory.derive(with("taskmanager.memory.process.size", "400 mb")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Expected taskmanager.memory.process.size to hold its parts (taskmanager.memory.framework"
                        + ".heap.size 64 mb, taskmanager.memory.framework.off-heap.size 64 mb, taskmanager.memory.task"
                        + ".off-heap.size 0 b, taskmanager.memory.network 64 mb, taskmanager.memory.managed.size 0 b,"
                        + " taskmanager.memory.jvm-metaspace.size 256 mb, taskmanager.memory.jvm-overhead 96 mb, and 32 mb"
                        + " besides), but found 400 mb (given: test:1), which is 176 mb too little. Raise it, or lower one"
                        + " of the parts.");
        assertThatThrownBy(() -> JobManagerMemory.derive(
                        with("jobmanager.memory.process.size", "512 mb", "jobmanager.memory.heap.size", "400 mb")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("which is 112 mb too little");
    }

    @Test
    void withoutAnySizeThePersonIsTold() {
        assertThatThrownBy(() -> JobManagerMemory.derive(Configuration.empty()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Expected jobmanager.memory.process.size to be set, but found it nowhere.");
    }

    @Test
    void twoSizesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> JobManagerMemory.derive(
                        with("jobmanager.memory.flink.size", "512 mb", "jobmanager.memory.heap.size", "100 mb")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "Expected jobmanager.memory.heap.size to be what jobmanager.memory.flink.size leaves, 448 mb,"
                                + " but found 100 mb. Give one of the two, not both.");
    }

    private static long sum(MemoryPart... parts) {
        return Stream.of(parts).mapToLong(part -> part.size().bytes()).sum();
    }

    private static Configuration with(String... keysAndTexts) throws InvalidConfigurationException {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            settings.add(new Setting(keysAndTexts[i], keysAndTexts[i + 1], "test:" + (i / 2 + 1)));
        }
        return ConfigurationCheck.check(
                        AllOptions.catalogue(Set.of()), List.of(new SettingsLayer(Dialect.SELVAGE, settings)))
                .configuration();
    }
}
