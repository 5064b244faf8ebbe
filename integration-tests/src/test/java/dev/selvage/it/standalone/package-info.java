/** The distribution as users have it: its scripts, real processes, and what is said of mistakes. */
package dev.selvage.it.standalone;
