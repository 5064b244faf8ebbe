package dev.selvage.container;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.container.task.HandFedTasks;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.core.plan.Vertex;
import dev.selvage.platform.rpc.MessageFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Runs a small job by hand in a TaskManager that has just started, and forgets it. What a TaskManager does for its first task it
 * does slowly, since a thousand classes are loaded for it; whoever has done it before takes over from a TaskManager that died in a
 * fraction of the time.
 */
public final class WarmUp {

    private static final Logger LOG = LogManager.getLogger(WarmUp.class);

    private static final long AFTER_MILLIS = 5_000;
    private static final int RECORDS = 1_000;
    private static final int KEYS = 10;
    private static final LeaderEpoch NOBODY = new LeaderEpoch(1);

    private WarmUp() {}

    /** A cluster that has just started waits for its first tasks, which need the processors more; a spare one has the time. */
    static void whenThereIsTime() {
        try {
            Thread.sleep(AFTER_MILLIS);
            run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing of it is needed, so that nothing of it may fail a TaskManager. */
    static void run() {
        long start = System.nanoTime();
        try {
            smallJob();
            LOG.debug("warm after {} ms", (System.nanoTime() - start) / 1_000_000);
        } catch (Exception | LinkageError | VirtualMachineError e) {
            LOG.warn(
                    "Expected to run a small job before the first one comes, but could not; that one takes longer.", e);
        }
    }

    /** Through a restore, which is what it is for. */
    public static void smallJob() throws Exception {
        JobPlan plan = Planner.plan(new JobId(0, 0), program().streamGraph("warm-up"), Configuration.empty());
        Manifest snapshot = count(plan, 1, Optional.empty());
        writeAndRead(deployment(plan, snapshot));
        count(plan, 2, Optional.of(snapshot));
    }

    /** The program of that job. */
    public static StreamExecutionEnvironment program() {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.setParallelism(1)
                .fromData(0L)
                .keyBy(number -> number % KEYS)
                .process(new Count())
                .sinkTo(new DiscardingSink<>());
        return program;
    }

    /** State by key, as most jobs have it. */
    @SuppressWarnings("NullAway.Init")
    private static final class Count implements KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long number, Context<Long> context, Collector<Long> output) {
            count.update(Optional.ofNullable(count.value()).orElse(0L) + 1);
            output.collect(number);
        }
    }

    private static Manifest count(JobPlan plan, int attempt, Optional<Manifest> from) throws Exception {
        try (HandFedTasks tasks =
                new HandFedTasks(plan, WarmUp.class.getClassLoader(), attempt, from, System::currentTimeMillis)) {
            for (long record = 0; record < RECORDS; record++) {
                tasks.feed(0, record, Long.MIN_VALUE);
            }
            return tasks.snapshot(new CheckpointId(attempt));
        }
    }

    /** What a JobManager would say to have it run again from this snapshot. */
    private static LeaderMessage deployment(JobPlan plan, Manifest snapshot) {
        List<TaskDeployment> tasks = new ArrayList<>();
        List<Placement> placements = new ArrayList<>();
        for (Vertex vertex : plan.plan().vertices()) {
            tasks.add(new TaskDeployment(
                    new TaskId(plan.plan().job(), vertex.subtasks().get(0), new DeploymentNumber(2)),
                    0,
                    Optional.of(Redistribution.of(snapshot, vertex, 0))));
            placements.add(new Placement(vertex.id(), List.of(0)));
        }
        Peer self = new Peer(new TaskManagerId("warm-up"), "localhost", 1);
        return new LeaderMessage.Deploy(NOBODY, plan.plan(), true, tasks, placements, List.of(self));
    }

    private static void writeAndRead(LeaderMessage message) throws IOException {
        MessageFormat<LeaderMessage> format = new MessageFormat<>(LeaderMessage.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(message, bytes);
        format.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
