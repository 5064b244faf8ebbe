/** Turns values into bytes and back, and keys into hashes that last: what crosses a wire or lies in a snapshot. */
package dev.selvage.container.codec;
