/** Derives every part of a process's memory from its size, and says how. */
package dev.selvage.core.config.memory;
