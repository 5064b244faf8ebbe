/** Barrier alignment and watermark merging; pure. */
package dev.selvage.container.barrier;
