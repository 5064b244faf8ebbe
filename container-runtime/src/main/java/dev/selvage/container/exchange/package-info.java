/** The data plane between tasks: frames, credit, partitions, readers and writers. */
package dev.selvage.container.exchange;
