package dev.selvage.benchmarks.selvage;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.container.TaskManagerMain;
import dev.selvage.jobmanager.standalone.JobManagerMain;
import dev.selvage.local.JobPacking;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A process of a cluster as it would be started by anybody, on this machine's loopback address. */
record SelvageProcess(WorkerArguments arguments) {

    private static final String CLUSTER = "benchmark";

    /** Packs the job, and is its JobManager. A job that ends takes the process with it. */
    void coordinate(StreamExecutionEnvironment program) throws IOException {
        StoragePath packed = StoragePath.parse(arguments.checkpoints()).child("packed");
        JobPacking.pack(program.streamGraph(arguments.workload().label()), List.of(), packed);
        JobManagerMain.main(started(packed.toString()));
    }

    /** Is a TaskManager, which finds the JobManager by its record. */
    void work() {
        TaskManagerMain.main(started());
    }

    private String[] started(String... words) {
        Stream<String> settings = Stream.of(
                "-Dhigh-availability.type=yarn",
                "-Dhigh-availability.storageDir=" + arguments.checkpoints(),
                "-Dhigh-availability.cluster-id=" + CLUSTER,
                "-Dsecurity.control-secret.enabled=false",
                "-Djobmanager.rpc.address=127.0.0.1",
                "-Djobmanager.bind-host=127.0.0.1",
                "-Dtaskmanager.host=127.0.0.1",
                "-Dtaskmanager.bind-host=127.0.0.1",
                "-Dtaskmanager.numberOfTaskSlots=" + arguments.splitsHere());
        return Stream.concat(settings, Stream.of(words)).toArray(String[]::new);
    }
}
