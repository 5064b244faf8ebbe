package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.codec.Codecs;
import dev.selvage.container.metric.OperatorMetrics;
import dev.selvage.container.metric.TaskMetrics;
import dev.selvage.container.operator.NoKeyedState;
import dev.selvage.container.operator.Nowhere;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.time.TaskClock;
import dev.selvage.core.checkpoint.BarrierAlignment;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.Vertex;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose input has ended, until its last checkpoint is decided. */
class TaskEndTest {
    private static final OperatorId ID = OperatorId.ofUid("waits");
    private static final TaskId TASK =
            new TaskId(new JobId(1, 2), new SubtaskId(Vertex.idOf(ID), 0), new DeploymentNumber(1));

    private int fired;
    private int ended;

    /** Always wants to be told the time. */
    private final class Waiting extends Operator {
        private Waiting(OperatorContext context) {
            super(context, new Outlets(new Nowhere(), Map.of()));
        }

        @Override
        public void process(Object value, long timestamp) {}

        @Override
        public void processingTime(long millis) {
            fired++;
        }

        @Override
        public long wakeAtMillis() {
            return 0;
        }
    }

    @Test
    void timersOfTheClockNeverFireBehindTheEndOfInputAndNobodyWaitsForThem() {
        TaskStates states = new TaskStates(
                new Codecs(getClass().getClassLoader()),
                new TaskStates.Split(new KeyGroupRange(0, 0), 1),
                new SnapshotFiles(path -> new LocalFileStorage()),
                Optional.empty(),
                false);
        JobPlan plan =
                new JobPlan(new ExecutionPlan(TASK.job(), "none", List.of(), List.of()), new TreeMap<>(), List.of());
        OperatorStates own = new OperatorStates(
                TASK,
                new JobProgram(plan, new JobOptions(true, 0, false), getClass().getClassLoader()),
                states,
                false,
                new SnapshotSettings(
                        new SnapshotFiles(path -> {
                            throw new IllegalStateException("expected no snapshot");
                        }),
                        Runnable::run),
                told -> {});
        TaskClock clock = new TaskClock();
        OperatorContext context = new OperatorContext(
                new OperatorContext.Place("waits", ID, TASK, 1),
                clock,
                new OperatorMetrics("waits"),
                address -> {
                    throw new IllegalStateException("expected no files");
                },
                NoKeyedState.withoutKeys("waits"),
                new OperatorContext.SubtaskState(false, states.lists(ID, "waits")),
                () -> false);
        Chain chain = new Chain(new Nowhere(), List.of(new Waiting(context)), List.of());
        Cuts cuts = new Cuts(new BarrierAlignment(0, true), chain, own::take);
        Head head = new EndedHead(chain);
        cuts.of(head);
        Task task = new Task(
                new Mailbox(),
                new Task.Parts(clock, head, chain, cuts, own, new TaskMetrics()),
                new Task.Clocks(() -> 0, () -> 1_000),
                true,
                () -> ended++);
        task.open();
        task.turn();
        int before = fired;

        assertThat(task.turn()).isEqualTo(Task.Turn.IDLE);
        assertThat(ended).isEqualTo(1);
        assertThat(fired).isEqualTo(before);
        assertThat(task.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(task.isFinished()).isFalse();
    }
}
