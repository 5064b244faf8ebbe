/** The simulator's command line. */
package dev.selvage.core.simulation.command;
