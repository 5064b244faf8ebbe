package dev.selvage.client.submit.files;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;

/**
 * All files that a person has named for the containers: found, and looked at, before anything is uploaded. Used by one thread.
 */
public final class NamedFiles {

    /** Names below the working directory that are taken. */
    private static final List<String> OURS = List.of(
            ContainerLayout.ARCHIVE,
            ContainerLayout.DISTRIBUTION,
            ContainerLayout.CLASSES,
            ContainerLayout.LIBRARIES,
            ContainerLayout.PROGRAM,
            ContainerLayout.PACKED_JOB,
            ContainerLayout.PLUGINS);

    private final Configuration configuration;
    private final RemoteFiles remote;
    private final List<Found> shipped = new ArrayList<>();
    private final List<Found> program = new ArrayList<>();
    private final Set<String> links = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private NamedFiles(Configuration configuration, RemoteFiles remote) {
        this.configuration = configuration;
        this.remote = remote;
    }

    /** A file as it was found. */
    interface Found {

        /** It, where containers find it. */
        ContainerFile placed(StagingDirectory staging) throws IOException;
    }

    private record Here(LocalFile file, boolean isArchive) implements Found {

        @Override
        public ContainerFile placed(StagingDirectory staging) throws IOException {
            return staging.upload(file.file(), file.link(), isArchive);
        }
    }

    /** On the shared file system, where it stays. */
    private record There(ContainerFile file) implements Found {

        @Override
        public ContainerFile placed(StagingDirectory staging) {
            return file;
        }
    }

    /**
     * Looks at what these options name, and at the jars of a program, which are local paths or URIs of the shared file system.
     *
     * @throws IOException if the shared file system does not answer; all else is among the problems
     */
    public static NamedFiles find(Configuration options, List<String> jars, org.apache.hadoop.conf.Configuration hadoop)
            throws IOException {
        NamedFiles files = new NamedFiles(options, new RemoteFiles(hadoop, -1));
        for (String text : options.find(YarnOptions.SHIP_FILES).orElse(List.of())) {
            files.tryTo(() -> files.ship(NamedFile.of(text, YarnOptions.SHIP_FILES.key())));
        }
        for (String text : options.find(YarnOptions.SHIP_ARCHIVES).orElse(List.of())) {
            files.tryTo(() -> files.shipArchive(NamedFile.of(text, YarnOptions.SHIP_ARCHIVES.key())));
        }
        for (String jar : jars) {
            files.tryTo(() -> files.addJar(jar));
        }
        if (!jars.isEmpty()) {
            files.tryTo(files::addProvidedJars);
        }
        return files;
    }

    /** What is wrong with them, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What every container gets. */
    List<Found> shipped() {
        return shipped;
    }

    /** The jars of the program, in order. */
    List<Found> program() {
        return program;
    }

    private interface Look {
        void once() throws IOException;
    }

    private void tryTo(Look look) throws IOException {
        try {
            look.once();
        } catch (UnusableFileException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void ship(NamedFile named) throws IOException {
        refuseOurNames(named);
        if (named.isLocal()) {
            for (LocalFile file : named.localFiles()) {
                claim(file.link(), file.file().toString());
                shipped.add(new Here(file, false));
            }
        } else {
            for (ContainerFile file : inPlace(named)) {
                claim(file.link(), file.source());
                shipped.add(new There(file));
            }
        }
    }

    private static void refuseOurNames(NamedFile named) throws UnusableFileException {
        if (OURS.contains(named.name())) {
            throw new UnusableFileException("Expected " + named.option() + " to leave " + String.join(", ", OURS)
                    + " alone, which containers have from us, but found " + named.text() + ". Rename it.");
        }
    }

    private void claim(String link, String source) throws UnusableFileException {
        if (!links.add(link)) {
            throw new UnusableFileException("Expected files of different names for the containers, but found " + link
                    + " a second time, from " + source + ". Rename one of the two.");
        }
    }

    private List<ContainerFile> inPlace(NamedFile named) throws IOException {
        FileStatus status = status(named);
        if (status.isFile()) {
            return List.of(RemoteFiles.described(status, named.name(), false, isPublic(status)));
        }
        List<ContainerFile> files = new ArrayList<>();
        String root = status.getPath().toUri().getPath();
        for (FileStatus file : remote.filesBelow(status.getPath())) {
            String link = named.name() + file.getPath().toUri().getPath().substring(root.length());
            files.add(RemoteFiles.described(file, link, false, isPublic(file)));
        }
        return files;
    }

    private FileStatus status(NamedFile named) throws IOException {
        return remote.find(remote.qualified(named.remote())).orElseThrow(named::missing);
    }

    private boolean isPublic(FileStatus file) throws IOException {
        return RemoteFiles.readableByOthers(file)
                && remote.closedToOthers(file.getPath().getParent()).isEmpty();
    }

    private void shipArchive(NamedFile named) throws IOException {
        refuseOurNames(named);
        // By its name YARN knows how to unpack it, and leaves what it does not know as it is.
        if (!named.name().toLowerCase(Locale.ROOT).matches(".*\\.(zip|jar|tar|tar\\.gz|tgz)")) {
            throw new UnusableFileException("Expected " + named.option()
                    + " to name archives (.zip, .tar, .tar.gz, .tgz, .jar), but found " + named.text() + ".");
        }
        Found found;
        if (named.isLocal()) {
            found = new Here(new LocalFile(named.localFile(), named.name()), true);
        } else {
            FileStatus status = status(named);
            if (!status.isFile()) {
                throw named.missing();
            }
            found = new There(RemoteFiles.described(status, named.name(), true, isPublic(status)));
        }
        claim(named.name(), named.text());
        shipped.add(found);
    }

    private void addJar(String jar) throws IOException {
        NamedFile named = NamedFile.of(jar, "the program");
        String plain = ContainerLayout.PROGRAM + "/" + named.name();
        // Jars of the same name from different directories are not the same.
        String link =
                links.contains(plain) ? ContainerLayout.PROGRAM + "/" + program.size() + "-" + named.name() : plain;
        claim(link, jar);
        program.add(
                named.isLocal()
                        ? new Here(new LocalFile(named.localFile(), link), false)
                        : new There(RemoteFiles.described(status(named), link, false, false)));
    }

    private void addProvidedJars() throws IOException {
        Optional<String> provided = configuration.find(YarnOptions.PROVIDED_USRLIB_DIR);
        if (provided.isPresent()) {
            NamedFile directory = NamedFile.of(provided.get(), YarnOptions.PROVIDED_USRLIB_DIR.key());
            List<String> jars = remote.filesBelow(status(directory).getPath()).stream()
                    .map(file -> file.getPath().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
            for (String jar : jars) {
                addJar(jar);
            }
        }
    }
}
