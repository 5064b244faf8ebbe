package dev.selvage.connector.files;

import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Commits by renaming, which is one step, and never replaces what is there. */
final class FileCommitter implements Committer<PendingFile> {
    private final URI directory;
    private final FileSystem files;
    private final FileNames names;

    FileCommitter(URI directory, RuntimeContext context) {
        this.directory = directory;
        this.files = context.getFileSystem(directory);
        this.names = FileNames.of(context);
    }

    @Override
    public void commit(PendingFile file) throws IOException {
        try {
            // Decision moment: from here on readers see the file.
            files.rename(URI.create(file.hidden()), URI.create(file.visible()));
        } catch (NoSuchFileException e) {
            // Nobody removes a file that a checkpoint holds, so it was renamed before. Its new name says nothing:
            // whoever reads the directory may have moved the file on since.
        } catch (FileAlreadyExistsException e) {
            requireOurs(file, e);
        }
    }

    /**
     * On the local disk both names may stand side by side: another committer is between its two steps, or died there. The
     * hidden one stays, since that other would take the visible one back if it found the hidden one gone.
     */
    private void requireOurs(PendingFile file, FileAlreadyExistsException e) throws IOException {
        URI visible = URI.create(file.visible());
        long found = files.status(visible).map(FileStatus::length).orElse(file.length());
        if (found != file.length()) {
            throw new IOException(
                    "Expected nothing at " + Address.text(visible) + ", or the " + file.length()
                            + " bytes of this job, but found " + found
                            + " bytes. Move that file away: this job's is kept at "
                            + Address.text(URI.create(file.hidden())) + " and follows then.",
                    e);
        }
    }

    @Override
    public void abort(PendingFile file) throws IOException {
        files.delete(URI.create(file.hidden()));
    }

    @Override
    public void abortAllBut(Collection<PendingFile> restored) throws IOException {
        Set<URI> decided =
                restored.stream().map(file -> URI.create(file.hidden())).collect(Collectors.toSet());
        for (FileStatus found : files.list(directory)) {
            URI hidden = Address.child(directory, Address.name(found.path()));
            if (names.isLeftover(Address.name(hidden)) && !decided.contains(hidden)) {
                files.delete(hidden);
            }
        }
    }
}
