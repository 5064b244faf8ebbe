package dev.selvage.api.file;

import java.net.URI;

/**
 * A file or directory.
 *
 * <pre>{@code
 * boolean worthReading(FileStatus status) {
 *     return !status.isDirectory() && status.length() > 0;
 * }
 * }</pre>
 *
 * @param path its address
 * @param isDirectory whether it holds others
 * @param length its bytes; 0 for a directory
 * @param modifiedMillis when it last changed
 */
public record FileStatus(URI path, boolean isDirectory, long length, long modifiedMillis) {}
