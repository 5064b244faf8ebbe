/** The checkpoint protocol as data and pure functions: manifest, pointer, which one to restore, what to delete, who gets which state. */
package dev.selvage.core.checkpoint;
