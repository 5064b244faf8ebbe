/** How long it takes from a command to the first record of a program on YARN. */
package dev.selvage.benchmarks.startup;
