/** Pooled memory for records in flight, from a budget, never leaked. */
package dev.selvage.container.buffer;
