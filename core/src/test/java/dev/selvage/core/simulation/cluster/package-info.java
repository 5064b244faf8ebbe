/** A whole cluster to put a scenario's processes into: its services, what can befall them, and a language for both. */
package dev.selvage.core.simulation.cluster;
