/** Leadership and the records of leaders in ZooKeeper: small nodes that point to files, changed only together with a check of who leads. */
package dev.selvage.platform.zookeeper;
