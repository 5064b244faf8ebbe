package dev.selvage.core.loop;

import java.util.random.RandomGenerator;

/**
 * What one turn of a component may know of the world outside: the only source of time and chance.
 *
 * @param nowMillis milliseconds since the epoch, never going back, the same for the whole turn
 */
public record Turn(long nowMillis, RandomGenerator random) {}
