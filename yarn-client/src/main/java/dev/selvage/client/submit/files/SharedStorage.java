package dev.selvage.client.submit.files;

import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Whether a directory is one that processes on all nodes can share. Found out before anything is started, since otherwise it shows
 * when the first ApplicationMaster has died, and the next one finds nothing.
 */
public final class SharedStorage {

    /** How the kernel calls file systems that lie on other machines. */
    private static final String NETWORK =
            "nfs.*|cifs|smb.*|ceph|glusterfs|lustre|gpfs|beegfs|afs|9p|ocfs2|gfs2?|fuse\\..*|pvfs.*|orangefs|wekafs";

    private SharedStorage() {}

    /**
     * What is wrong with a directory, in a sentence.
     *
     * @param setting who names it
     * @param place as it was written
     * @param nodes the hosts that processes may come to run on
     */
    public static Optional<String> problem(
            String setting, String place, Configuration hadoop, Collection<String> nodes) {
        StoragePath path;
        try {
            path = StoragePath.parse(place);
        } catch (IllegalArgumentException e) {
            return Optional.of(setting + ": " + e.getMessage());
        }
        if (path.isLocal()) {
            java.nio.file.Path directory = java.nio.file.Path.of(path.path());
            return isOnlyHere(nodes) || fileSystemType(directory).matches(NETWORK)
                    ? localProblem(setting, directory)
                    : Optional.of(notShared(setting, place, fileSystemType(directory), nodes));
        }
        return remoteProblem(setting, new Path(place), hadoop);
    }

    static String notShared(String setting, String place, String type, Collection<String> nodes) {
        return "Expected " + setting + " to lie on a file system that all nodes share, but found " + place
                + " on a disk of this machine (" + type + "), while containers run on "
                + String.join(", ", nodes) + ". Name a directory on HDFS, such as hdfs:///selvage.";
    }

    /** With one node, which is this machine, its disk is shared by all. */
    private static boolean isOnlyHere(Collection<String> nodes) {
        if (nodes.stream().distinct().count() != 1) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(nodes.iterator().next());
            return address.isLoopbackAddress()
                    || Optional.ofNullable(NetworkInterface.getByInetAddress(address))
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static String fileSystemType(java.nio.file.Path directory) {
        try {
            java.nio.file.Path there = directory.toAbsolutePath();
            while (!Files.exists(there)) {
                there = Optional.ofNullable(there.getParent()).orElseThrow(() -> new IOException("no root"));
            }
            return Files.getFileStore(there).type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Optional<String> localProblem(String setting, java.nio.file.Path directory) {
        try {
            Files.delete(Files.createTempFile(Files.createDirectories(directory), ".selvage-", ".probe"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notWritable(setting, directory.toString(), e));
        }
    }

    private static Optional<String> remoteProblem(String setting, Path directory, Configuration hadoop) {
        RemoteFiles remote = new RemoteFiles(hadoop, -1);
        try {
            Path probe = new Path(directory, ".selvage-" + UUID.randomUUID());
            remote.createDirectories(directory, RemoteFiles.OWN_DIRECTORY);
            remote.write(probe, out -> {}, RemoteFiles.OWN_FILE);
            remote.delete(probe);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(notWritable(setting, directory.toString(), e));
        }
    }

    private static String notWritable(String setting, String directory, Exception found) {
        return "Expected to write to " + directory + " (" + setting + "), but found: "
                + String.valueOf(found.getMessage()).lines().findFirst().orElse(found.toString())
                + ". Name a directory that this user may write to, or have this one opened.";
    }
}
