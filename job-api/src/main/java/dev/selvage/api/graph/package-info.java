/** A job as data: what the environment makes of an author's program, and the runtime carries out. */
package dev.selvage.api.graph;
