/** Runs a job in this JVM: the same engine, the same semantics, no cluster. */
package dev.selvage.client.local;
