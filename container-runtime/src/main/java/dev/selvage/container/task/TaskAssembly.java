package dev.selvage.container.task;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.source.Source;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.loop.BatchLoop;
import dev.selvage.container.loop.Loops;
import dev.selvage.container.loop.SourceExit;
import dev.selvage.container.metric.TaskMetrics;
import dev.selvage.container.operator.Nowhere;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.routing.Route;
import dev.selvage.container.routing.Routes;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.time.TaskClock;
import dev.selvage.core.checkpoint.BarrierAlignment;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a task together: its chain, what feeds the chain, and its part in checkpoints. */
final class TaskAssembly {
    private final TaskId task;
    private final Deploy context;
    private final JobProgram program;
    private final TaskProcess process;
    private final OperatorStates states;
    private final Connections connections;

    TaskAssembly(
            TaskId task,
            Deploy context,
            JobProgram program,
            TaskProcess process,
            OperatorStates states,
            Connections connections) {
        this.task = task;
        this.context = context;
        this.program = program;
        this.process = process;
        this.states = states;
        this.connections = connections;
    }

    /** The task; {@code onEnd} is told when its input has ended and it waits for one more checkpoint. */
    Task task(Mailbox mailbox, Runnable onEnd) {
        TaskClock clock = new TaskClock();
        ChainAssembly links = new ChainAssembly(
                task, context.plan(), program, process, states, connections, clock, mailbox::isStopping);
        Chain chain = links.chain();
        List<Edge> edges = context.plan().edgesInto(task.subtask().vertex());
        List<InputChannel> channels = new ArrayList<>();
        List<Edge> edgeOf = new ArrayList<>();
        for (Edge edge : edges) {
            for (InputChannel channel : connections.inputs(edge)) {
                channels.add(channel);
                edgeOf.add(edge);
            }
        }
        Cuts cuts =
                new Cuts(new BarrierAlignment(channels.size(), program.options().exactlyOnce()), chain, states::take);
        Head head = links.headOperation() instanceof Operation.Read read
                ? sourceHead(read, links, channels, chain, cuts)
                : new InputHead(channels, loops(edgeOf, links), cuts, chain);
        cuts.of(head);
        Task.Parts parts = new Task.Parts(clock, head, chain, cuts, states, links.metrics());
        return new Task(mailbox, parts, process.clocks(), context.checkpointing(), onEnd);
    }

    /** A task that had finished before the checkpoint that the job goes on from: it only says so to those behind it. */
    Task finished(Mailbox mailbox) {
        ExecutionPlan plan = context.plan();
        List<Route> routes = new ArrayList<>();
        for (Edge edge : plan.edgesOutOf(task.subtask().vertex())) {
            routes.add(Routes.of(
                    program.code(),
                    edge.number(),
                    new Partitioning.Broadcast(),
                    connections.outputs(edge),
                    task.subtask().index(),
                    plan.vertex(edge.to()).maxParallelism()));
        }
        plan.edgesInto(task.subtask().vertex()).forEach(connections::inputs);
        Chain chain = new Chain(new Nowhere(), List.of(), routes);
        Cuts cuts = new Cuts(new BarrierAlignment(0, program.options().exactlyOnce()), chain, states::take);
        Head head = new EndedHead(chain);
        cuts.of(head);
        Task.Parts parts = new Task.Parts(new TaskClock(), head, chain, cuts, states, new TaskMetrics());
        return new Task(mailbox, parts, process.clocks(), false, () -> {});
    }

    /** Per channel the loop of the input that it belongs to. */
    private List<BatchLoop> loops(List<Edge> edges, ChainAssembly links) {
        TreeMap<Integer, BatchLoop> byInput = new TreeMap<>();
        List<BatchLoop> loops = new ArrayList<>();
        for (Edge edge : edges) {
            loops.add(byInput.computeIfAbsent(edge.input(), input -> loop(edge, links)));
        }
        return loops;
    }

    private BatchLoop loop(Edge edge, ChainAssembly links) {
        String where = "input " + edge.input() + " of " + edge.to();
        Receiver receiver = links.head().input(edge.input());
        Optional<KeyedStates> keyed = links.keyed();
        if (keyed.isPresent() && program.stream(edge).partitioning() instanceof Partitioning.Hash hash) {
            boolean hashTellsKey = KeyHash.of(hash.keyType().type()).isExact();
            return Loops.keyed(
                    program.code(), where, receiver, keyed.get().store(), hashTellsKey ? null : hash.selector());
        }
        return Loops.objects(program.code(), where, receiver);
    }

    @SuppressWarnings("unchecked") // A graph holds sources of whatever their records and splits are.
    private static SourceHead sourceHead(
            Operation.Read read, ChainAssembly links, List<InputChannel> enumerators, Chain chain, Cuts cuts) {
        SourceExit exit = Loops.exit(links.code(), links.vertex().id(), links.behindSource(), read.watermarks());
        return new SourceHead(
                (Source<Object, Object>) read.source(),
                read.watermarks(),
                links.context(0),
                exit,
                enumerators,
                chain,
                cuts);
    }
}
