/** Writes and restores one subtask's part of a checkpoint. */
package dev.selvage.container.snapshot;
