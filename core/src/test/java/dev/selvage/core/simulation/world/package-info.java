/** What a cluster stands on, as models that fail: network, files, ZooKeeper, YARN, and the one who makes the trouble. */
package dev.selvage.core.simulation.world;
