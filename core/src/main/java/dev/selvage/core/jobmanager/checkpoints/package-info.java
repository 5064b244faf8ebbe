/** When to trigger a checkpoint, who acknowledged it, and when it counts. */
package dev.selvage.core.jobmanager.checkpoints;
