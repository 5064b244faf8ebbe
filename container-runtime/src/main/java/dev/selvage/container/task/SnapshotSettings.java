package dev.selvage.container.task;

import dev.selvage.container.snapshot.SnapshotFiles;
import java.util.concurrent.Executor;

/**
 * How snapshots are written and read.
 *
 * @param writers threads that may block
 */
public record SnapshotSettings(SnapshotFiles files, Executor writers) {}
