/** A ledger that adds what clients ask for: small, but with a leader, workers, YARN, ZooKeeper and files, to prove the simulator. */
package dev.selvage.core.simulation.toy;
