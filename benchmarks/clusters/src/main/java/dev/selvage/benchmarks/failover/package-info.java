/** How long a stream stands still when something of its cluster dies. */
package dev.selvage.benchmarks.failover;
