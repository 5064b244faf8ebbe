/** Leader latch and the small pointers kept in ZooKeeper. */
package dev.selvage.platform.zookeeper;
