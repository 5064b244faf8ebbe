package dev.selvage.benchmarks.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where checkpoints go: a local directory, or the HDFS of a mini cluster that lives as long as this. */
interface Checkpoints extends AutoCloseable {

    String scheme();

    /** A place for one trial. */
    String begin(Trial trial) throws IOException;

    /** What the trial left may go. */
    void end(Trial trial) throws IOException;

    @Override
    void close() throws IOException;

    /** On this machine's disk. */
    record OnDisk(Path directory) implements Checkpoints {

        static final String SCHEME = "file";

        @Override
        public String scheme() {
            return SCHEME;
        }

        @Override
        public String begin(Trial trial) throws IOException {
            end(trial);
            return Files.createDirectories(place(trial)).toUri().toString();
        }

        @Override
        public void end(Trial trial) throws IOException {
            delete(place(trial));
        }

        @Override
        public void close() {}

        private Path place(Trial trial) {
            return directory.resolve(trial.name());
        }
    }

    /** In HDFS, on the same machine and processors as the engines, as it was for the figures of old. */
    record InHdfs(Path script, Path directory, String uri) implements Checkpoints {

        static final String SCHEME = "hdfs";

        private static final Pattern DEFAULT_FILE_SYSTEM =
                Pattern.compile("<name>fs.defaultFS</name>\\s*<value>([^<]+)</value>");

        static InHdfs start(BuiltTree tree) throws IOException {
            Path script = tree.root().resolve("scripts/mini-cluster.sh");
            Path directory = directory(tree);
            // One may be left of a benchmark that was interrupted.
            run(script, "stop", "--dir", directory.toString());
            delete(directory);
            run(script, "start", "--dir", directory.toString(), "--hdfs-only", "--no-zookeeper");
            String site = Files.readString(settings(tree).resolve("core-site.xml"));
            Matcher uri = DEFAULT_FILE_SYSTEM.matcher(site);
            if (!uri.find()) {
                throw new IOException("Expected fs.defaultFS in " + settings(tree) + "/core-site.xml, but found none.");
            }
            return new InHdfs(script, directory, uri.group(1));
        }

        private static Path directory(BuiltTree tree) {
            return tree.workDirectory().resolve("hdfs");
        }

        /** The directory with Hadoop's settings, for engines that read them as on any other cluster. */
        static Path settings(BuiltTree tree) {
            return directory(tree).resolve("conf");
        }

        @Override
        public String scheme() {
            return SCHEME;
        }

        @Override
        public String begin(Trial trial) {
            return uri + "/benchmark/" + trial.name();
        }

        @Override
        public void end(Trial trial) {}

        @Override
        public void close() throws IOException {
            run(script, "stop", "--dir", directory.toString());
            delete(directory);
        }

        private static void run(Path script, String... arguments) throws IOException {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                            .toList())
                    .inheritIO()
                    .start();
            int status = process.onExit().join().exitValue();
            if (status != 0) {
                throw new IOException("Expected " + script + " " + String.join(" ", arguments)
                        + " to succeed, but found status " + status + ".");
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walked = Files.walk(directory)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
