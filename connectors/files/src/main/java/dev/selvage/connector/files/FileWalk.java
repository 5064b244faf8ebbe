package dev.selvage.connector.files;

import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files under an address in the order of their names, depth first: it holds one list per level, not all files. A
 * walk that goes on at a file that an earlier one has found does not look at what comes before.
 */
final class FileWalk {
    private final FileSystem files;
    private final URI address;
    private final List<String> wanted;
    private final List<String> goesOnAt;
    /** What is still to be looked at, the next one on top. */
    private final Deque<FileStatus> ahead = new ArrayDeque<>();

    private boolean begun;
    private boolean found;

    FileWalk(FileSystem files, FileSearch search) {
        this.files = files;
        this.address = URI.create(search.address());
        this.wanted = Address.names(address);
        this.goesOnAt = search.isNew() ? List.of() : Address.names(URI.create(search.lastFile()));
        this.found = !search.isNew();
    }

    /** The next file, or nothing behind the last one. Lists as many directories as lie before it. */
    Optional<FileStatus> next() throws IOException {
        if (!begun) {
            begun = true;
            begin();
        }
        while (!ahead.isEmpty()) {
            FileStatus entry = ahead.pop();
            int depth = Address.names(entry.path()).size();
            if (entry.isDirectory()) {
                descend(entry, depth);
            } else if (depth >= wanted.size()) {
                found = true;
                return Optional.of(entry);
            }
        }
        if (!found) {
            throw new FileNotFoundException("Expected files at " + Address.text(address)
                    + ", but found none. Mend the address, or put them there before the job starts.");
        }
        return Optional.empty();
    }

    /** Starts above the first name with a wildcard: nobody has to be allowed to list what lies higher. */
    private void begin() throws IOException {
        URI start = Address.root(address);
        for (String name : wanted) {
            if (NamePattern.hasWildcards(name)) {
                break;
            }
            start = Address.child(start, name);
        }
        files.status(start).ifPresent(ahead::push);
    }

    private void descend(FileStatus directory, int depth) throws IOException {
        // A directory that was asked for and is empty is an answer as well.
        boolean isWanted = depth >= wanted.size();
        found |= isWanted;
        NamePattern pattern = new NamePattern(isWanted ? "*" : wanted.get(depth));
        String first = firstName(directory, depth);
        List<FileStatus> entries = files.list(directory.path());
        for (int i = entries.size() - 1; i >= 0; i--) {
            String name = Address.name(entries.get(i).path());
            if (pattern.matches(name) && name.compareTo(first) >= 0) {
                ahead.push(entries.get(i));
            }
        }
    }

    /** Where to go on in a directory: at its start, unless it holds the file to go on at. */
    private String firstName(FileStatus directory, int depth) {
        boolean holdsIt = goesOnAt.size() > depth && goesOnAt.subList(0, depth).equals(Address.names(directory.path()));
        return holdsIt ? goesOnAt.get(depth) : "";
    }
}
