/** A job as the control plane sees it: vertices, subtasks, channels, regions, key groups; data and pure functions. */
package dev.selvage.core.plan;
