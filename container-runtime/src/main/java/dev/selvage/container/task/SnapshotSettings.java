package dev.selvage.container.task;

import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.id.JobId;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How snapshots are written and read.
 *
 * @param files where those of a job are
 * @param writers threads that may block
 */
public record SnapshotSettings(Function<JobId, SnapshotFiles> files, Executor writers) {}
