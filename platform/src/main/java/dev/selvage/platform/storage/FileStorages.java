package dev.selvage.platform.storage;

import dev.selvage.platform.classes.ContextClasses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Finds the storage for a path: the local disk for local paths, Hadoop for all others. Each file system is opened once, when
 * it is first asked for, and stays open as long as the process lives. Any thread may call.
 */
public final class FileStorages {

    private static final List<String> SETTINGS = List.of("core-site.xml", "hdfs-site.xml");

    private final Optional<Path> hadoopSettings;
    private final FileStorage local = new LocalFileStorage();
    private final Map<String, FileStorage> opened = new TreeMap<>();

    /**
     * Finds storages by these settings.
     *
     * @param hadoopSettings the directory with core-site.xml and hdfs-site.xml; without one the class path is searched, where
     *     YARN puts it for its containers
     */
    public FileStorages(Optional<Path> hadoopSettings) {
        this.hadoopSettings = hadoopSettings;
    }

    /**
     * Finds storages by the settings in the directory that {@code HADOOP_CONF_DIR} names; in a container on YARN, where the node
     * may have a variable of that name, by those that its client has sent along.
     */
    public static FileStorages of(Map<String, String> environment) {
        return new FileStorages(Stream.of("SELVAGE_HADOOP_CONF_DIR", "HADOOP_CONF_DIR")
                .flatMap(variable -> Optional.ofNullable(environment.get(variable)).stream())
                .filter(directory -> !directory.isBlank())
                .findFirst()
                .map(Path::of));
    }

    /** The storage that takes this path and all others of its file system. */
    public synchronized FileStorage of(StoragePath path) throws IOException {
        if (path.isLocal()) {
            return local;
        }
        Optional<FileStorage> known = Optional.ofNullable(opened.get(path.fileSystem()));
        // What is opened is everybody's, so it must not matter whose thread it is on which Hadoop looks for its
        // classes.
        FileStorage storage = known.isPresent()
                ? known.get()
                : ContextClasses.with(FileStorages.class.getClassLoader(), () -> open(path));
        opened.put(path.fileSystem(), storage);
        return storage;
    }

    private FileStorage open(StoragePath path) throws IOException {
        Configuration configuration = configuration();
        URI root = URI.create(path.fileSystem() + "/");
        URI preset = FileSystem.getDefaultUri(configuration);
        if (root.getAuthority() == null && path.scheme().equals(preset.getScheme())) {
            root = preset;
        }
        try {
            return new HadoopFileStorage(path.fileSystem(), root, configuration);
        } catch (UnsupportedFileSystemException e) {
            throw new IOException(
                    "Expected a file system that Hadoop can open, but found " + path
                            + ". Use hdfs://, or put the library for " + path.scheme() + ": into the class path.",
                    e);
        } catch (RuntimeException e) {
            // Hadoop tells of unknown hosts and incomplete URIs by wrapping what it met.
            throw new IOException(
                    "Expected a file system that can be reached, but found " + path + ": "
                            + Optional.ofNullable(e.getMessage()).orElse(e.toString())
                            + ". Check its host, or fs.defaultFS in the core-site.xml of HADOOP_CONF_DIR.",
                    e);
        }
    }

    private Configuration configuration() throws IOException {
        Configuration configuration = new Configuration();
        if (hadoopSettings.isPresent()) {
            Path directory = hadoopSettings.get();
            if (!Files.isRegularFile(directory.resolve(SETTINGS.get(0)))) {
                throw new IOException("Expected Hadoop's core-site.xml in " + directory
                        + ", but found none. Set HADOOP_CONF_DIR to the directory that holds it.");
            }
            for (String name : SETTINGS) {
                configuration.addResource(
                        new org.apache.hadoop.fs.Path(directory.resolve(name).toUri()));
            }
        }
        return configuration;
    }
}
