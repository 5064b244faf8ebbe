/** A whole cluster in one thread: a seeded queue is the only source of time, and everything that can fail does. */
package dev.selvage.core.simulation;
