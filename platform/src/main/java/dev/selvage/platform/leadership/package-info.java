/** Who leads a cluster, and what its leaders have decided: the seam behind which ZooKeeper, a directory or nobody remembers it. */
package dev.selvage.platform.leadership;
