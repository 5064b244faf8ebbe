/** What must hold of each order and each answer by itself, whatever the world around it looks like. */
package dev.selvage.core.simulation.job.watch;
