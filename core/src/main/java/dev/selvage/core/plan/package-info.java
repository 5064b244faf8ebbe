/** From job graph to execution plan: vertices, subtasks, channels, placement; pure functions. */
package dev.selvage.core.plan;
