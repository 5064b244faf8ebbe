package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.Planner;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record that cannot leave its process says which part of it is in the way. */
class UnserializableRecordTest {
    private static final SnapshotFiles NOWHERE =
            new SnapshotFiles(new LocalFileStorage(), StoragePath.parse("file:///nowhere"));

    /** What travels, with something that does not. */
    public record Parcel(String name, List<Object> content) {}

    private static StreamGraph program() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromData("a", "b", "c")
                .map(name -> new Parcel(name, List.of(name, name.equals("b") ? new Thread() : "sound")))
                .name("packs")
                .rebalance()
                .filter(parcel -> true)
                .setParallelism(3)
                .sinkTo(new DiscardingSink<>());
        return environment.streamGraph("parcels");
    }

    /** What the task says that fails, if one does. */
    private static String failure(long seed) throws Exception {
        TurnedProcesses processes = TurnedProcesses.two(new Random(seed));
        TurnedJob job = new TurnedJob(
                Planner.plan(new JobId(0, 1), program(), Configuration.empty()),
                NOWHERE,
                TurnedJob.Checkpoints.NONE,
                processes,
                new Random(seed));
        job.deploy();
        while (!job.isOver()) {
            for (TaskId task : job.running()) {
                try {
                    job.turn(task);
                } catch (RuntimeException thrown) {
                    return job.failure(task, thrown).sentence();
                }
                processes.step();
            }
        }
        return "";
    }

    @Test
    void theClassAndTheFieldAreNamed() throws Exception {
        List<String> failures = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            // Inside a process records change hands as they are.
            failures.add(failure(seed));
        }

        assertThat(failures)
                .anySatisfy(failure -> assertThat(failure)
                        .contains("subtask 1 of 1 of '", "packs", "class " + Parcel.class.getTypeName())
                        .contains("field 'content", "value of class java.lang.Thread"));
    }
}
