package dev.selvage.container.task;

import java.util.function.LongSupplier;

/**
 * How much happens at once.
 *
 * @param inlineLimit bytes of a snapshot that need no file
 * @param batchSize records that travel together
 * @param batchesUnderWay after how many of them a producer takes no more input
 * @param nanosPerLook how far the clock goes whenever a task looks at it: a turn ends after a millisecond
 */
record Pace(int inlineLimit, int batchSize, int batchesUnderWay, LongSupplier nanosPerLook) {}
