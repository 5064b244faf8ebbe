/** Timestamps, watermarks, timers. */
package dev.selvage.api.time;
