package dev.selvage.client.submit;

import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.memory.JobManagerMemory;
import dev.selvage.core.config.memory.TaskManagerMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.Resource;

/** What an ApplicationMaster and a TaskManager need, in the units of YARN. */
record ContainerSizes(Resource master, Resource taskManager) {

    private static final long MEBIBYTE = 1L << 20;

    static ContainerSizes of(Configuration options) throws InvalidConfigurationException {
        int vcores = options.get(YarnOptions.CONTAINER_VCORES);
        return new ContainerSizes(
                Resource.newInstance(
                        mebibytes(JobManagerMemory.derive(options).process().size()),
                        options.get(YarnOptions.MASTER_VCORES)),
                Resource.newInstance(
                        mebibytes(TaskManagerMemory.derive(options).process().size()),
                        vcores > 0 ? vcores : options.get(TaskManagerOptions.SLOTS)));
    }

    private static long mebibytes(MemorySize size) {
        return (size.bytes() + MEBIBYTE - 1) / MEBIBYTE;
    }

    /** A sentence for each that the cluster will not give; YARN itself says so of TaskManagers only when jobs wait for them. */
    List<String> problems(Resource most) {
        List<String> problems = new ArrayList<>();
        memory(MemoryOptions.JOBMANAGER_PROCESS.key(), "the ApplicationMaster", master, most, problems);
        memory(MemoryOptions.TASKMANAGER_PROCESS.key(), "a TaskManager", taskManager, most, problems);
        vcores(YarnOptions.MASTER_VCORES.key(), "the ApplicationMaster", master, most, problems);
        vcores(
                YarnOptions.CONTAINER_VCORES.key() + " (unset, " + TaskManagerOptions.SLOTS.key() + ")",
                "a TaskManager",
                taskManager,
                most,
                problems);
        return problems;
    }

    private static void memory(String option, String whose, Resource wanted, Resource most, List<String> problems) {
        if (wanted.getMemorySize() > most.getMemorySize()) {
            problems.add("Expected " + whose + " to need at most " + MemorySize.ofMebibytes(most.getMemorySize())
                    + ", the largest container of this cluster, but found "
                    + MemorySize.ofMebibytes(wanted.getMemorySize()) + ". Lower " + option
                    + ", or have yarn.scheduler.maximum-allocation-mb and the nodes' memory raised.");
        }
    }

    private static void vcores(String option, String whose, Resource wanted, Resource most, List<String> problems) {
        if (wanted.getVirtualCores() > most.getVirtualCores()) {
            problems.add("Expected " + whose + " to need at most " + most.getVirtualCores()
                    + " virtual cores, the largest container of this cluster, but found " + wanted.getVirtualCores()
                    + ". Lower " + option + ", or have yarn.scheduler.maximum-allocation-vcores raised.");
        }
    }
}
