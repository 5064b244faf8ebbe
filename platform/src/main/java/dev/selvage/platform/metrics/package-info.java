/** Counters and gauges, and where they are reported. */
package dev.selvage.platform.metrics;
