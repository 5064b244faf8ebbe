/** HDFS, YARN and ZooKeeper in one JVM of their own, because their libraries are not ours. */
package dev.selvage.minicluster;
