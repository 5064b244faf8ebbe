package dev.selvage.platform.program;

import dev.selvage.core.plan.ExecutionPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A job as it leaves its program, for any cluster.
 *
 * @param plan what it is; the pieces have it too
 * @param pieces what a cluster takes over, in the order in which a directory is filled with them: the last one makes it whole
 */
public record JobPackage(ExecutionPlan plan, List<Piece> pieces) {

    public JobPackage {
        pieces = List.copyOf(pieces);
    }

    /**
     * A file.
     *
     * @param name its path in the directory of a packed job
     * @param file where it lies on this machine, for now
     */
    public record Piece(String name, Path file) {}
}
