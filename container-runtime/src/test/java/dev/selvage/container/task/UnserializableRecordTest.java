package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.OperatorStateStore;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.Planner;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A record that cannot leave its process says which part of it is in the way. */
class UnserializableRecordTest {
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
                TurnedCheckpoints.Place.NONE,
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
            // Within a process they are copied, since a list can change.
            failures.add(failure(seed));
        }

        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .startsWith("Operator 'packs' failed in subtask 1 of 1 of 'fromData")
                        .contains(" at its record 2: ", "class " + Parcel.class.getTypeName())
                        .contains("field 'content[1]' holds a value of class java.lang.Thread"));
    }

    /** Nobody comes to its end. */
    private static final class Endless extends AbstractList<String> {
        @Override
        public String get(int index) {
            throw new StackOverflowError("deep");
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private static final OperatorId KEEPS = OperatorId.ofUid("keeps");

    private final TaskStates states = new TaskStates(
            new Codecs(getClass().getClassLoader()),
            new TaskStates.Split(new KeyGroupRange(0, 0), 1),
            TurnedCheckpoints.Place.NONE.files(),
            Optional.empty(),
            false);

    /** What users' values throw while another thread writes them is no fault of the process. */
    @Test
    void aStateThatCannotBeWrittenFailsItsCheckpointAndNothingElse() {
        KeyedStates keyed = states.keyed(KEEPS, "keeps", Types.LONG, new StateClasses(), false);
        ValueState<List<String>> kept = keyed.value(new ValueStateDescriptor<>("kept", Types.listOf(Types.STRING)));
        states.ready();
        keyed.store().select(KeyHash.of(Long.class).hash(1L), null);
        kept.update(new Endless());

        assertThat(failureOfCheckpoint()).contains("The state 'kept' of 'keeps' cannot be written", "deep");
    }

    @Test
    void anEntryOfAListThatCannotBeWrittenDoesTheSame() {
        OperatorStateStore lists = states.lists(KEEPS, "keeps");
        lists.getListState(new ListStateDescriptor<>("sound", String.class)).add("sound");
        lists.getListState(new ListStateDescriptor<>("sums", Types.listOf(Types.STRING)))
                .add(new Endless());
        states.ready();

        assertThat(failureOfCheckpoint()).contains("The list 'sums' of 'keeps' cannot be written", "deep");
    }

    @Test
    void whatIsInTheWayWithinAnEntryIsNamed() {
        states.lists(KEEPS, "keeps")
                .getListState(new ListStateDescriptor<>("parcels", Parcel.class))
                .add(new Parcel("b", List.of("sound", new Thread())));
        states.ready();

        assertThat(failureOfCheckpoint())
                .contains("The list 'parcels' of 'keeps' cannot be written: A value of class ")
                .contains("field 'content[1]' holds a value of class java.lang.Thread");
    }

    /** Says which classes its thread has. */
    private static final class Telling extends AbstractList<String> {
        private final List<ClassLoader> found = new ArrayList<>();

        @Override
        public String get(int index) {
            return "element";
        }

        @Override
        public int size() {
            found.add(Thread.currentThread().getContextClassLoader());
            return 1;
        }
    }

    @Test
    void whoeverWritesASnapshotHasTheClassesOfTheJobMeanwhile() {
        KeyedStates keyed = states.keyed(KEEPS, "keeps", Types.LONG, new StateClasses(), false);
        ValueState<List<String>> kept = keyed.value(new ValueStateDescriptor<>("kept", Types.listOf(Types.STRING)));
        states.ready();
        keyed.store().select(KeyHash.of(Long.class).hash(1L), null);
        Telling telling = new Telling();
        kept.update(telling);
        telling.found.clear();
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThat(whatComesOfACheckpoint()).isInstanceOf(TaskManagerEvent.SnapshotWritten.class);

        assertThat(telling.found).isNotEmpty().containsOnly(OneProcess.CLASSES);
        assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(before);
    }

    private String failureOfCheckpoint() {
        TaskManagerEvent told = whatComesOfACheckpoint();
        assertThat(told).isInstanceOf(TaskManagerEvent.SnapshotFailed.class);
        String sentence = ((TaskManagerEvent.SnapshotFailed) told).reason().sentence();
        assertThat(sentence).contains("checkpoint 7");
        return sentence;
    }

    /** What the only task says of checkpoint 7. */
    private TaskManagerEvent whatComesOfACheckpoint() {
        TaskId task = new TaskId(new JobId(0, 1), new SubtaskId(Vertex.idOf(KEEPS), 0), new DeploymentNumber(1));
        JobPlan empty =
                new JobPlan(new ExecutionPlan(task.job(), "none", List.of(), List.of()), new TreeMap<>(), List.of());
        List<TaskManagerEvent> told = new ArrayList<>();
        OperatorStates own = new OperatorStates(
                task,
                new JobProgram(empty, new JobOptions(true, 1 << 10, false), OneProcess.CLASSES),
                states,
                false,
                new SnapshotSettings(TurnedCheckpoints.Place.NONE.files(), Runnable::run),
                told::add);
        own.take(
                new CheckpointOrder(new LeaderEpoch(1), new CheckpointId(7), CheckpointKind.CHECKPOINT, 0, "/nowhere"),
                false);

        assertThat(told).hasSize(1);
        return told.get(0);
    }
}
