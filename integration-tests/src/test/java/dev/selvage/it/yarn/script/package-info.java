/** The scripts that ship, and those of the source tree, on a real YARN, as a person uses them. */
package dev.selvage.it.yarn.script;
