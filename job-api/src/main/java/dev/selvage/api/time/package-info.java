/** Timestamps, watermarks and timers. */
package dev.selvage.api.time;
