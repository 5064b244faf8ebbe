/** Leadership with a real ZooKeeper, and with all that can happen on the way to it. */
package dev.selvage.it.leadership;
