/** The model of YARN: a ResourceManager, its nodes, and where the two disagree about what runs. */
package dev.selvage.core.simulation.world.yarn;
