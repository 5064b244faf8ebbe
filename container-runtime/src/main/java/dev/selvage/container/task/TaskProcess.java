package dev.selvage.container.task;

import dev.selvage.api.file.FileSystem;
import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.network.Network;
import dev.selvage.core.id.TaskManagerId;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a process offers the tasks in it.
 *
 * @param self the TaskManager that it is
 * @param others its part in the network; none if all tasks of a job are in this process
 * @param batchSize records that travel together between tasks of this process
 * @param batchesUnderWay how many batches a channel between them holds before its producer takes no more input
 */
public record TaskProcess(
        TaskManagerId self,
        LocalChannels localChannels,
        Optional<? extends Network> others,
        Function<URI, FileSystem> files,
        SnapshotSettings snapshots,
        Task.Clocks clocks,
        int batchSize,
        int batchesUnderWay) {

    Network network() {
        if (others.isEmpty()) {
            throw new IllegalStateException(
                    "Wanted a network to reach a task of another process, found that this process has none.");
        }
        return others.get();
    }
}
