package dev.selvage.client.submit.files;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.launch.ContainerFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The distribution as an administrator has put it onto the shared file system, where nothing has to be uploaded. */
final class ProvidedLibraries {

    private final RemoteFiles remote;
    private final Map<String, ContainerFile> byLink = new TreeMap<>();

    private ProvidedLibraries(RemoteFiles remote) {
        this.remote = remote;
    }

    /**
     * What lies in these directories. Jars at the top of one are libraries; one with {@code lib} and {@code plugins} in it, or one
     * that is called {@code plugins}, is taken as the distribution has it.
     *
     * @param wanted the client's own libraries, of which ours must be there: another version would not understand this client
     */
    static List<ContainerFile> in(List<String> directories, List<LocalFile> wanted, RemoteFiles remote)
            throws IOException {
        ProvidedLibraries provided = new ProvidedLibraries(remote);
        for (String directory : directories) {
            provided.add(directory);
        }
        List<ContainerFile> inOrder = new ArrayList<>();
        for (LocalFile library : wanted) {
            Optional<ContainerFile> there = Optional.ofNullable(provided.byLink.remove(library.link()));
            if (there.isEmpty() && library.name().startsWith("selvage-")) {
                throw new UnusableFileException("Expected " + library.name() + " in "
                        + YarnOptions.PROVIDED_LIB_DIRS.key() + " (" + String.join(";", directories)
                        + "), since they have to hold the version of this client, but found none. Put this distribution's"
                        + " lib there, or take the option away to have it uploaded.");
            }
            there.ifPresent(inOrder::add);
        }
        inOrder.addAll(provided.byLink.values());
        return inOrder;
    }

    private void add(String directory) throws IOException {
        Path root;
        List<FileStatus> files;
        try {
            root = remote.qualified(new Path(directory));
            files = remote.filesBelow(root);
        } catch (FileNotFoundException | IllegalArgumentException e) {
            throw new UnusableFileException(
                    "Expected a directory " + directory + " (" + YarnOptions.PROVIDED_LIB_DIRS.key()
                            + "), but found none. Create it, or take it out of the list.");
        }
        Optional<FileStatus> closed = remote.closedToOthers(root);
        for (FileStatus file : files) {
            String below = file.getPath()
                    .toUri()
                    .getPath()
                    .substring(root.toUri().getPath().length() + 1);
            String link = link(root.getName(), below);
            if (link.startsWith("plugins/") || (link.startsWith("lib/") && link.endsWith(".jar"))) {
                boolean isPublic = closed.isEmpty()
                        && RemoteFiles.readableByOthers(file)
                        && remote.closedToOthers(file.getPath().getParent()).isEmpty();
                byLink.putIfAbsent(link, RemoteFiles.described(file, link, false, isPublic));
            }
        }
    }

    private static String link(String directory, String below) {
        if (directory.equals("plugins")) {
            return "plugins/" + below;
        }
        return below.startsWith("plugins/") || below.startsWith("lib/") ? below : "lib/" + below;
    }
}
