package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** Flink's configuration: its defaults, but for what the workloads say, for ports, and for memory that a bare start must name. */
final class FlinkSettings {

    private static final String LOCALHOST = "localhost";

    private FlinkSettings() {}

    static int restPort(WorkerArguments arguments) {
        return arguments.ports().get(1);
    }

    static Configuration of(WorkerArguments arguments) {
        Configuration configuration = new Configuration();
        for (String pair : List.of(
                "execution.checkpointing.interval=1 s",
                "execution.checkpointing.mode=EXACTLY_ONCE",
                "execution.checkpointing.storage=filesystem",
                "execution.checkpointing.dir=" + arguments.checkpoints(),
                "state.backend.type=hashmap",
                "restart-strategy.type=none",
                "web.checkpoints.history=1000",
                // HDFS's client sleeps this long when it closes a file whose block report is late. As Selvage has it.
                "flink.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms=1",
                "flink.hadoop.dfs.client.block.write.locateFollowingBlock.retries=14",
                "flink.hadoop.dfs.replication=1",
                "jobmanager.rpc.address=" + LOCALHOST,
                "jobmanager.rpc.port=" + arguments.ports().get(0),
                "rest.port=" + restPort(arguments),
                "taskmanager.host=" + LOCALHOST,
                "taskmanager.cpu.cores=1",
                "taskmanager.numberOfTaskSlots=" + arguments.splitsHere(),
                "taskmanager.memory.task.heap.size=2560m",
                "taskmanager.memory.task.off-heap.size=0m",
                "taskmanager.memory.framework.heap.size=128m",
                "taskmanager.memory.framework.off-heap.size=128m",
                "taskmanager.memory.jvm-metaspace.size=256m",
                "taskmanager.memory.jvm-overhead.min=256m",
                "taskmanager.memory.jvm-overhead.max=256m",
                "taskmanager.memory.network.min=256m",
                "taskmanager.memory.network.max=256m",
                "taskmanager.memory.managed.size=0m")) {
            int equals = pair.indexOf('=');
            configuration.setString(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return configuration;
    }
}
