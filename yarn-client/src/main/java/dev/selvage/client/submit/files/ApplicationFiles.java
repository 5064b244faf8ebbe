package dev.selvage.client.submit.files;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.config.ConfigurationText;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Puts all that an application needs onto the shared file system: its libraries into the cache, everything else into its staging
 * directory. Used by one thread, once.
 */
public final class ApplicationFiles {

    private final RemoteFiles remote;
    private final Configuration configuration;
    private final Consumer<String> tell;
    private final StagingDirectory staging;
    private final List<ContainerFile> shared = new ArrayList<>();
    private final List<ContainerFile> program = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();

    private ApplicationFiles(
            RemoteFiles remote, Configuration configuration, Consumer<String> tell, StagingDirectory staging) {
        this.remote = remote;
        this.configuration = configuration;
        this.tell = tell;
        this.staging = staging;
    }

    /** Where applications of this user keep their files: each in a directory that is called by its id. */
    public static Path parentOfStaging(Configuration options, Path home) {
        return new Path(
                options.find(YarnOptions.STAGING_DIRECTORY).map(Path::new).orElse(home), ".selvage");
    }

    /** Where the libraries of all applications are that go by these options. */
    public static Path libraryCache(Configuration options, Path home) {
        return options.find(YarnOptions.LIBRARY_CACHE_DIR).map(Path::new).orElse(new Path(home, ".selvage/libraries"));
    }

    /**
     * Begins with the directory of the application.
     *
     * @param options of the application, as all its processes shall read them
     * @param tell takes a sentence for a person
     */
    public static ApplicationFiles begin(
            Path directory, Configuration options, org.apache.hadoop.conf.Configuration hadoop, Consumer<String> tell)
            throws IOException {
        RemoteFiles remote = new RemoteFiles(hadoop, options.get(YarnOptions.FILE_REPLICATION));
        return new ApplicationFiles(
                remote, options, tell, StagingDirectory.create(remote, remote.qualified(directory)));
    }

    /** For an application that was never accepted. */
    public void delete() throws IOException {
        staging.delete();
    }

    /**
     * The distribution's libraries and plugins.
     *
     * @param home of the user, for the cache if it is nowhere else
     * @param classPathOfNodes where the nodes have Hadoop, if theirs takes the place of the one that ships
     * @param hadoopSettings the files with the settings of Hadoop, by their names
     */
    public void addDistribution(
            Distribution distribution,
            Path home,
            List<String> classPathOfNodes,
            Map<String, java.nio.file.Path> hadoopSettings)
            throws IOException {
        List<LocalFile> libraries = distribution.libraries();
        Optional<List<String>> provided =
                configuration.find(YarnOptions.PROVIDED_LIB_DIRS).filter(directories -> !directories.isEmpty());
        if (provided.isPresent()) {
            addShared(ProvidedLibraries.in(provided.get(), libraries, remote));
        } else {
            addArchive(distribution, libraries, remote.qualified(libraryCache(configuration, home)), hadoopSettings);
        }
        if (distribution.bringsHadoop()) {
            classPath.addAll(classPathOfNodes);
        }
    }

    private void addArchive(
            Distribution distribution,
            List<LocalFile> libraries,
            Path cache,
            Map<String, java.nio.file.Path> hadoopSettings)
            throws IOException {
        List<LocalFile> all = new ArrayList<>(libraries);
        all.addAll(distribution.filesOfPlugins());
        LibraryArchive archive = LibraryArchive.of(all);
        LibraryCache.Cached cached = new LibraryCache(remote, cache, tell).provide(archive);
        addShared(List.of(
                RemoteFiles.described(cached.archive(), ContainerLayout.DISTRIBUTION, true, cached.isPublic())));
        List<String> jars = libraries.stream()
                .map(library -> ContainerLayout.DISTRIBUTION + "/" + library.link())
                .toList();
        classPath.addAll(jars);
        if (!distribution.bringsHadoop()) {
            Optional<FileStatus> classes = new ClassArchive(remote, new RehearsalProcess(hadoopSettings), tell)
                    .provide(archive, jars, cached.directory());
            if (classes.isPresent()) {
                boolean isPublic = cached.isPublic() && RemoteFiles.readableByOthers(classes.get());
                addShared(List.of(RemoteFiles.described(classes.get(), ContainerLayout.CLASSES, false, isPublic)));
            }
        }
    }

    private void addShared(List<ContainerFile> files) {
        for (ContainerFile file : files) {
            shared.add(file);
            if (file.isJar() && !file.link().startsWith(ContainerLayout.PLUGINS + "/")) {
                classPath.add(file.link());
            }
        }
    }

    /** What the person who submits wants every container to have. */
    public void addShipped(NamedFiles named) throws IOException {
        addShared(placed(named.shipped()));
    }

    private List<ContainerFile> placed(List<NamedFiles.Found> found) throws IOException {
        List<ContainerFile> files = new ArrayList<>();
        for (NamedFiles.Found each : found) {
            files.add(each.placed(staging));
        }
        return files;
    }

    /** The jars of a program whose {@code main()} the ApplicationMaster calls; returns their links, in order. */
    public List<String> addProgram(NamedFiles named) throws IOException {
        List<ContainerFile> jars = placed(named.program());
        program.addAll(jars);
        return jars.stream().map(ContainerFile::link).toList();
    }

    /** The class that a jar's manifest names, of a jar on the shared file system. */
    public static Optional<String> mainClassOf(String jar, String option, org.apache.hadoop.conf.Configuration hadoop)
            throws IOException {
        NamedFile named = NamedFile.of(jar, option);
        RemoteFiles remote = new RemoteFiles(hadoop, -1);
        Path path = remote.qualified(named.remote());
        if (remote.find(path).filter(FileStatus::isFile).isEmpty()) {
            throw named.missing();
        }
        // Where tools have put the manifest at its beginning, as they do.
        try (JarInputStream content = new JarInputStream(remote.open(path))) {
            return Optional.ofNullable(content.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .map(String::strip);
        }
    }

    /** The job that a client has packed into a directory on this machine. */
    public void addPackedJob(java.nio.file.Path directory) throws IOException {
        staging.uploadTree(directory, ContainerLayout.PACKED_JOB);
    }

    /** What every ApplicationMaster of the application has to know. */
    public ApplicationPlan plan(ClusterMode mode, Optional<ApplicationPlan.Program> main) {
        return new ApplicationPlan(mode, staging.path().toString(), shared, classPath, main);
    }

    /**
     * Writes the archive, as the last of all; returns what the container of the ApplicationMaster finds.
     *
     * @param hadoopSettings the files with the settings of Hadoop, by their names
     */
    public List<ContainerFile> finish(
            ApplicationPlan plan, Distribution distribution, Map<String, java.nio.file.Path> hadoopSettings)
            throws IOException {
        Map<String, byte[]> archive = new TreeMap<>();
        archive.put(
                ContainerLayout.CONFIGURATION + "/" + ConfigurationFiles.OURS,
                ConfigurationText.of(configuration).getBytes(StandardCharsets.UTF_8));
        for (java.nio.file.Path file : distribution.logSettings()) {
            archive.put(ContainerLayout.CONFIGURATION + "/" + file.getFileName(), Files.readAllBytes(file));
        }
        for (Map.Entry<String, java.nio.file.Path> file : hadoopSettings.entrySet()) {
            archive.put(ContainerLayout.HADOOP + "/" + file.getKey(), Files.readAllBytes(file.getValue()));
        }
        archive.put(ContainerLayout.PLAN, JsonFormat.write(plan));
        List<ContainerFile> files = new ArrayList<>(shared);
        files.addAll(program);
        files.add(staging.writeArchive(ContainerLayout.ARCHIVE_FILE, archive, ContainerLayout.ARCHIVE));
        return files;
    }
}
