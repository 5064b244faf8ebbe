package dev.selvage.connector.files;

import java.io.Serializable;

/**
 * What is left to find under an address: files come in the order of their names, so the last split that was found says it
 * all, however many there were.
 *
 * @param address of a file or directory, maybe with wildcards in its names
 * @param lastFile in which the last split was found; empty at the beginning
 * @param offset where that split ended
 */
public record FileSearch(String address, String lastFile, long offset) implements Serializable {
    boolean isNew() {
        return lastFile.isEmpty();
    }
}
