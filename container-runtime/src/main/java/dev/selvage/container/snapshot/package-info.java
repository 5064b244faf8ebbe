/**
 * Writes and restores one subtask's part of a checkpoint: {@link dev.selvage.container.snapshot.TaskStates} is what a task
 * has, and {@link dev.selvage.container.snapshot.FrozenTaskStates} what it had at a barrier.
 */
package dev.selvage.container.snapshot;
