package dev.selvage.container.routing;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.exchange.OutputChannel;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Makes routes. The subtasks of an edge share one copy of the code, and no other edge does. */
public final class Routes {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Route> FORWARD = Template.of(HERE, ForwardRoute.class);
    private static final Template<Route> REBALANCING = Template.of(HERE, RebalancingRoute.class);
    private static final Template<Route> BROADCAST = Template.of(HERE, BroadcastRoute.class);
    private static final Template<Route> KEYED = Template.of(HERE, KeyedRoute.class);
    private static final Template<Route> CUSTOM = Template.of(HERE, CustomRoute.class);

    private Routes() {}

    /**
     * The route of one subtask through an edge.
     *
     * @param edge the edge's number in its plan
     * @param subtask the sender's index, so that senders take their first turn with different receivers
     * @param maxParallelism how many key groups the receivers share
     */
    public static Route of(
            JobCode code,
            int edge,
            Partitioning partitioning,
            List<OutputChannel> channels,
            int subtask,
            int maxParallelism) {
        String where = "edge " + edge;
        if (partitioning instanceof Partitioning.Forward) {
            return code.make(where, FORWARD, channels);
        } else if (partitioning instanceof Partitioning.Hash hash) {
            KeyHash keyHash = KeyHash.of(hash.keyType().require("key").type());
            return code.make(where, KEYED, channels, hash.selector(), keyHash, maxParallelism);
        } else if (partitioning instanceof Partitioning.Broadcast) {
            return code.make(where, BROADCAST, channels);
        } else if (partitioning instanceof Partitioning.Custom custom) {
            return code.make(where, CUSTOM, channels, custom.partitioner(), custom.selector());
        } else if (partitioning instanceof Partitioning.OnDemand) {
            return new OnDemandRoute(channels);
        } else {
            return code.make(where, REBALANCING, channels, subtask);
        }
    }
}
