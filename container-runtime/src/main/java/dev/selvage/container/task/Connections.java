package dev.selvage.container.task;

import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.type.DataType;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.exchange.LocalChannel;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.container.network.ChannelName;
import dev.selvage.container.network.Network;
import dev.selvage.container.network.RecordFormat;
import dev.selvage.container.network.RemoteInput;
import dev.selvage.container.network.RemoteOutput;
import dev.selvage.container.program.JobProgram;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.Peer;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels of one task: by reference to those of its own process, over the network to the others. */
final class Connections {
    /** Work on demand is handed out one piece at a time: more would wait behind a slow reader. */
    private static final LocalChannel.Shape ON_DEMAND = new LocalChannel.Shape(false, 1, 1);

    private final TaskId task;
    private final Deploy context;
    private final JobProgram program;
    private final TaskProcess process;
    private final Wakeup wakeup;
    private final List<ChannelName> local = new ArrayList<>();
    private final List<RemoteInput> remoteInputs = new ArrayList<>();
    private final List<RemoteOutput> remoteOutputs = new ArrayList<>();
    /** By the edge's number: as many channels as there are subtasks have the same. */
    private final Map<Integer, RecordFormat> formats = new HashMap<>();

    private @Nullable Network network;

    Connections(TaskId task, Deploy context, JobProgram program, TaskProcess process, Wakeup wakeup) {
        this.task = task;
        this.context = context;
        this.program = program;
        this.process = process;
        this.wakeup = wakeup;
    }

    /** The task's channels into an edge, by its consumers' indices. */
    List<OutputChannel> outputs(Edge edge) {
        List<OutputChannel> outputs = new ArrayList<>();
        for (SubtaskId consumer :
                context.plan().consumersOf(edge, task.subtask().index())) {
            ChannelName name = name(edge, task.subtask().index(), consumer.index());
            Peer peer = peerOf(consumer);
            if (isHere(peer)) {
                local.add(name);
                outputs.add(process.localChannels().output(name, shape(edge), wakeup));
            } else {
                RemoteOutput output = network().output(name, format(edge), wakeup);
                remoteOutputs.add(output);
                outputs.add(output);
            }
        }
        return outputs;
    }

    /** The task's channels out of an edge, by its producers' indices. */
    List<InputChannel> inputs(Edge edge) {
        List<InputChannel> inputs = new ArrayList<>();
        for (SubtaskId producer :
                context.plan().producersOf(edge, task.subtask().index())) {
            ChannelName name = name(edge, producer.index(), task.subtask().index());
            Peer peer = peerOf(producer);
            if (isHere(peer)) {
                local.add(name);
                inputs.add(process.localChannels().input(name, shape(edge), wakeup));
            } else {
                InetSocketAddress address = new InetSocketAddress(peer.host(), peer.dataPort());
                RemoteInput input = network().input(name, format(edge), address, wakeup);
                remoteInputs.add(input);
                inputs.add(input);
            }
        }
        return inputs;
    }

    /**
     * Wants nothing more, and adds nothing more; what was sent still reaches its consumer if that was all there is.
     *
     * @param finished whether all was sent that there was; only then somebody may still come for it
     */
    void close(boolean finished) {
        remoteInputs.forEach(RemoteInput::close);
        if (finished) {
            remoteOutputs.forEach(RemoteOutput::close);
        } else {
            local.forEach(process.localChannels()::forget);
            remoteOutputs.forEach(RemoteOutput::abandon);
        }
    }

    /** Whether the other end of a channel of a task that is over is yet to come. */
    boolean isAwaited() {
        return local.stream().anyMatch(process.localChannels()::isWaiting)
                || remoteOutputs.stream().anyMatch(RemoteOutput::isAwaited);
    }

    /** Asked for only where there is somebody in another process. */
    private Network network() {
        if (network == null) {
            network = process.network().among(channelsOfSlot());
        }
        return network;
    }

    /** A slot runs a subtask of each vertex of its group; which of their channels stay within the process is not looked at. */
    private int channelsOfSlot() {
        ExecutionPlan plan = context.plan();
        String group = plan.vertex(task.subtask().vertex()).slotSharingGroup();
        return plan.vertices().stream()
                .filter(vertex -> vertex.slotSharingGroup().equals(group))
                .mapToInt(vertex -> channelsOf(plan, vertex.id()))
                .sum();
    }

    private static int channelsOf(ExecutionPlan plan, VertexId vertex) {
        int in = plan.edgesInto(vertex).stream()
                .mapToInt(edge -> plan.producersOf(edge, 0).size())
                .sum();
        int out = plan.edgesOutOf(vertex).stream()
                .mapToInt(edge -> plan.consumersOf(edge, 0).size())
                .sum();
        return in + out;
    }

    private ChannelName name(Edge edge, int producer, int consumer) {
        return new ChannelName(task.job(), task.deployment(), edge.number(), producer, consumer);
    }

    private Peer peerOf(SubtaskId neighbour) {
        return context.peerOf(neighbour)
                .orElseThrow(() -> new IllegalStateException("Wanted the place of subtask " + neighbour
                        + ", with which " + task + " has a channel, found it in no placement of its deployment."));
    }

    private boolean isHere(Peer peer) {
        return peer.taskManager().equals(process.self());
    }

    private LocalChannel.Shape shape(Edge edge) {
        if (edge.exchange() == Exchange.ON_DEMAND) {
            return ON_DEMAND;
        }
        LocalChannel.Shape shape = new LocalChannel.Shape(edge.keyed(), process.batchSize(), process.batchesUnderWay());
        DataType<?> recordType = program.stream(edge).recordType();
        // Within one process a type that nobody told is no obstacle; its records had better not change.
        return recordType.isKnown() ? shape.of(program.channelCodec(edge, recordType), producer(edge)) : shape;
    }

    private RecordFormat format(Edge edge) {
        return formats.computeIfAbsent(edge.number(), absent -> newFormat(edge));
    }

    private RecordFormat newFormat(Edge edge) {
        StreamEdge stream = program.stream(edge);
        String consumer = context.plan().vertex(edge.to()).name();
        DataType<?> recordType = stream.recordType().require("the records that '" + consumer + "' reads");
        return RecordFormat.of(program.channelCodec(edge, recordType), edge.keyed(), producer(edge));
    }

    /** Whose records go through an edge: one of the operators of the chain that it comes from. */
    private String producer(Edge edge) {
        return context.plan()
                .vertex(edge.from())
                .chain()
                .get(edge.output().operator())
                .name();
    }
}
