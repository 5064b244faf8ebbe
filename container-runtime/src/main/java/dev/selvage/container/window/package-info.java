/** Windows: which records of a key are gathered together, when that fires, and what comes too late for it. */
package dev.selvage.container.window;
