package dev.selvage.container.snapshot;

import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The file of a task's next snapshot, begun before there is a snapshot, because beginning takes longer than writing a small
 * one. A failure here costs time only: whoever finds nothing begun begins then. Any thread; calls block.
 */
public final class AwaitedFile {
    private static final Logger LOG = LogManager.getLogger(AwaitedFile.class);

    private Optional<Begun> begun = Optional.empty();
    /** What was asked for or given up last: a file of this name, begun any later, would only be in somebody's way. */
    private String settled = "";

    private boolean closed;

    private record Begun(SnapshotFiles files, String name, SnapshotFiles.NewFile file) {}

    /** Begins the file of this name, and gives up another one: what that was for has not come. */
    public synchronized void begin(SnapshotFiles files, String name) {
        endBegun();
        if (closed || name.equals(settled)) {
            return;
        }
        try {
            begun = Optional.of(new Begun(files, name, files.begin(name)));
        } catch (IOException | RuntimeException e) {
            LOG.debug("expected to begin the file of a snapshot, {}, but could not", name, e);
        }
    }

    /** The file of this name, which is the caller's from now on; if it is being begun the caller waits for it. */
    synchronized Optional<SnapshotFiles.NewFile> take(String name) {
        settled = name;
        Optional<Begun> taken = begun.filter(it -> it.name.equals(name));
        if (taken.isPresent()) {
            begun = Optional.empty();
        }
        return taken.map(Begun::file);
    }

    /** Nobody wants the file of this name, neither begun nor yet to be begun. One of another name is for another snapshot. */
    synchronized void giveUp(String name) {
        settled = name;
        if (begun.filter(it -> it.name.equals(name)).isPresent()) {
            endBegun();
        }
    }

    private void endBegun() {
        begun.ifPresent(it -> {
            try {
                it.files.giveUp(it.name, it.file);
            } catch (IOException | RuntimeException e) {
                LOG.debug("expected to delete the file of a snapshot that did not come, {}, but it stays", it.name, e);
            }
        });
        begun = Optional.empty();
    }

    /** The task is over: nothing is begun any more. */
    public synchronized void close() {
        closed = true;
        endBegun();
    }
}
