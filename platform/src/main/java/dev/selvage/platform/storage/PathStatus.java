package dev.selvage.platform.storage;

import java.time.Instant;

/**
 * What stands at a path.
 *
 * @param lengthBytes zero for a directory
 * @param modified when it last changed, by the clock of the file system
 */
public record PathStatus(boolean directory, long lengthBytes, Instant modified) {}
