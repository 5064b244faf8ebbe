/** A real YARN keeps the contract of the simulated one. */
package dev.selvage.it.yarn.contract;
