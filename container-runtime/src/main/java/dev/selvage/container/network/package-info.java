/** Channels between processes: frames, events and credit of many channels over one connection for each pair of processes. */
package dev.selvage.container.network;
