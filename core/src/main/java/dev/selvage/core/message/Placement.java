package dev.selvage.core.message;

import dev.selvage.core.id.VertexId;
import java.util.List;

/**
 * Where the subtasks of a vertex run; numbers rather than names, since every TaskManager is told of every subtask.
 *
 * @param peers per subtask the place of its TaskManager in the deployment's list of peers, or {@link #ELSEWHERE}
 */
public record Placement(VertexId vertex, List<Integer> peers) {

    /** The subtask is not of this deployment, so that nobody in it has a channel with it. */
    public static final int ELSEWHERE = -1;

    public Placement {
        peers = List.copyOf(peers);
    }
}
