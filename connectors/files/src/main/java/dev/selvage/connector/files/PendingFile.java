package dev.selvage.connector.files;

import java.io.Serializable;

/**
 * A file that is whole and waits for its commit.
 *
 * @param hidden its address until then
 * @param visible its address from then on
 * @param length in bytes
 */
public record PendingFile(String hidden, String visible, long length) implements Serializable {}
