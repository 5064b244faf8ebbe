package dev.selvage.core.config.memory;

import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_PROCESS;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_PROCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.AllOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
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
    void theNetworkOfAProcessThatRunsIsPartOfItsSizeOrOfItsHeap() throws Exception {
        MemorySize heap = MemorySize.ofMebibytes(3000);
        Configuration sized = with("taskmanager.memory.process.size", "4 gb");

        assertThat(NetworkMemory.of(sized, heap))
                .isEqualTo(TaskManagerMemory.derive(sized).network().size());
        assertThat(NetworkMemory.of(with(), heap)).isEqualTo(MemorySize.ofMebibytes(300));
        assertThat(NetworkMemory.of(with("taskmanager.memory.network.max", "100 mb"), heap))
                .isEqualTo(MemorySize.ofMebibytes(100));
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
                .hasMessage(
                        "Expected taskmanager.memory.process.size to hold its parts, 576 mb in all (taskmanager.memory"
                                + ".framework.heap.size 64 mb, taskmanager.memory.framework.off-heap.size 64 mb,"
                                + " taskmanager.memory.task.off-heap.size 0 b, taskmanager.memory.managed.size 0 b,"
                                + " taskmanager.memory.network 64 mb, taskmanager.memory.jvm-metaspace.size 256 mb,"
                                + " taskmanager.memory.jvm-overhead 96 mb, and at least 32 mb for"
                                + " taskmanager.memory.task.heap.size), but found 400 mb (given: test:1), which is 176 mb too"
                                + " little. Raise it, or lower one of the parts.");
        assertThatThrownBy(() -> JobManagerMemory.derive(
                        with("jobmanager.memory.process.size", "512 mb", "jobmanager.memory.heap.size", "400 mb")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Expected jobmanager.memory.process.size to hold its parts, 624 mb in all"
                        + " (jobmanager.memory.heap.size 400 mb, jobmanager.memory.off-heap.size 64 mb,"
                        + " jobmanager.memory.jvm-metaspace.size 96 mb, and at least 64 mb for"
                        + " jobmanager.memory.jvm-overhead), but found 512 mb (given: test:1), which is 112 mb too little."
                        + " Raise it, or lower one of the parts.");
    }

    @Test
    void aProcessThatItsPartsLeaveEmptyIsRefused() throws Exception {
        assertThatThrownBy(() -> JobManagerMemory.derive(
                        with("jobmanager.memory.process.size", "8 gb", "jobmanager.memory.heap.size", "1 gb")))
                .hasMessage("Expected jobmanager.memory.process.size to be used up by its parts, 2208 mb in all"
                        + " (jobmanager.memory.heap.size 1 gb, jobmanager.memory.off-heap.size 64 mb,"
                        + " jobmanager.memory.jvm-metaspace.size 96 mb, and at most 1 gb for"
                        + " jobmanager.memory.jvm-overhead), but found 8 gb (given: test:1), which is 5984 mb too much."
                        + " Lower it, or raise one of the parts.");
        assertThatThrownBy(() -> TaskManagerMemory.derive(
                        with("taskmanager.memory.process.size", "8 gb", "taskmanager.memory.task.heap.size", "1 gb")))
                .hasMessageContaining("and at most 1 gb for taskmanager.memory.jvm-overhead), but found 8 gb");
        assertThatThrownBy(() -> TaskManagerMemory.derive(
                        with("taskmanager.memory.process.size", "8 gb", "taskmanager.memory.flink.size", "1 gb")))
                .hasMessageContaining("and at most 1 gb for taskmanager.memory.jvm-overhead), but found 8 gb");
    }

    @Test
    void aSumThatIsGivenIsTheSumOfItsParts() throws Exception {
        assertThatThrownBy(() -> TaskManagerMemory.derive(
                        with("taskmanager.memory.flink.size", "1 gb", "taskmanager.memory.task.heap.size", "200 mb")))
                .hasMessageStartingWith(
                        "Expected taskmanager.memory.flink.size to be used up by its parts, 430 mb in all")
                .hasMessageContaining("which is 594 mb too much");
        assertThatThrownBy(() -> TaskManagerMemory.derive(
                        with("taskmanager.memory.flink.size", "1 gb", "taskmanager.memory.task.heap.size", "900 mb")))
                .hasMessageContaining("which is 106 mb too little");

        TaskManagerMemory memory = TaskManagerMemory.derive(with(
                "taskmanager.memory.flink.size", "1 gb",
                "taskmanager.memory.task.heap.size", "500 mb",
                "taskmanager.memory.managed.size", "200 mb"));
        assertThat(memory.network().size().bytes()).isEqualTo(196 * MB);
        assertThat(memory.network().reason()).isEqualTo("what is left");
        for (String heap : List.of("10 mb", "600 mb")) {
            assertThatThrownBy(() -> TaskManagerMemory.derive(with(
                            "taskmanager.memory.flink.size", "1 gb",
                            "taskmanager.memory.task.heap.size", heap,
                            "taskmanager.memory.managed.size", "270 mb",
                            "taskmanager.memory.network.max", "500 mb")))
                    .hasMessageStartingWith("Expected taskmanager.memory.flink.size to ")
                    .hasMessageContaining(
                            " for taskmanager.memory.network), but found 1 gb (given: test:1), which is ");
        }
    }

    @Test
    void aLeastSizeAboveTheMostIsRefused() {
        assertThatThrownBy(() -> JobManagerMemory.derive(
                        with("jobmanager.memory.process.size", "8 gb", "jobmanager.memory.jvm-overhead.min", "2 gb")))
                .hasMessage(
                        "Expected jobmanager.memory.jvm-overhead.min to be at most jobmanager.memory.jvm-overhead.max,"
                                + " 1 gb (default), but found 2 gb (given: test:2). Lower the one or raise the other.");
        for (String bounds : List.of("taskmanager.memory.network", "taskmanager.memory.jvm-overhead")) {
            assertThatThrownBy(() -> TaskManagerMemory.derive(
                            with("taskmanager.memory.process.size", "8 gb", bounds + ".max", "2 mb")))
                    .hasMessageStartingWith("Expected " + bounds + ".min to be at most " + bounds + ".max, 2 mb");
        }
    }

    @Test
    void theLeastSizesThatAreStatedWork() throws Exception {
        String stated = JOBMANAGER_PROCESS.limits().get(0).replace("at least ", "");
        assertThat(JobManagerMemory.derive(with("jobmanager.memory.process.size", stated))
                        .heap()
                        .size())
                .isEqualTo(MemorySize.ofMebibytes(64));

        assertThat(TASKMANAGER_PROCESS.meaning()).contains("Less than 576 mb");
        assertThat(TaskManagerMemory.derive(with("taskmanager.memory.process.size", "576 mb"))
                        .taskHeap()
                        .size())
                .isEqualTo(MemorySize.ofMebibytes(32));
    }

    @Test
    void aLimitOfNothingForDirectMemoryIsRefusedSinceToTheJvmItIsNone() {
        assertThatThrownBy(() -> JobManagerMemory.derive(with(
                        "jobmanager.memory.process.size", "1 gb",
                        "jobmanager.memory.off-heap.size", "0 b",
                        "jobmanager.memory.enable-jvm-direct-memory-limit", "true")))
                .hasMessageStartingWith("Expected jobmanager.memory.off-heap.size to be more than 0, since");
    }

    @Test
    void aPlainNumberUnderAKeyThatChangedItsMeaningIsRefused() {
        Setting setting = new Setting("taskmanager.memory.size", "512", "flink-conf.yaml:1");
        SettingsLayer layer = new SettingsLayer(Dialect.FLINK, List.of(setting));

        assertThatThrownBy(() -> ConfigurationCheck.check(AllOptions.catalogue(Set.of()), List.of(layer)))
                .hasMessage(
                        "flink-conf.yaml:1: expected taskmanager.memory.size to be a size with its unit, such as 512"
                                + " mb, since a plain number was mebibytes to older Flink and is bytes to newer, but found"
                                + " \"512\".");
    }

    @Test
    void sizesBeyondAnyMachineAreRefused() {
        assertThatThrownBy(() -> with("taskmanager.memory.managed.size", "8000000 tb"))
                .hasMessageContaining("to be a size of at most 1024 tb");
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
