package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.launch.ClassPath;
import dev.selvage.platform.plugin.Plugins;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The distribution on this machine, of which containers get what they need.
 *
 * @param home where it was unpacked
 * @param configuration its configuration directory, which may be elsewhere
 * @param plugins the directory of its plugins, which may be elsewhere too, or not be there
 * @param hadoop what {@code HADOOP_CLASSPATH} says, or nothing
 */
public record Distribution(Path home, Path configuration, Path plugins, String hadoop) {

    /** What only the command line needs. */
    private static final Pattern STAYS_HERE = Pattern.compile("(picocli|selvage-yarn-client)-.*");

    /** The one whose scripts have set these variables. */
    public static Optional<Distribution> of(Map<String, String> environment) {
        return variable(environment, "SELVAGE_HOME")
                .map(Path::of)
                .map(home -> new Distribution(
                        home,
                        variable(environment, "SELVAGE_CONF_DIR").map(Path::of).orElse(home.resolve("conf")),
                        Plugins.directory(environment).orElse(home.resolve(ContainerLayout.PLUGINS)),
                        variable(environment, "HADOOP_CLASSPATH").orElse("")));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether the nodes' own Hadoop takes the place of the one that ships. */
    boolean bringsHadoop() {
        return ClassPath.bringsHadoop(hadoop);
    }

    /** What stands on the class path of a container, in this order. */
    List<LocalFile> libraries() throws UnusableFileException {
        Path directory = home.resolve("lib");
        List<LocalFile> libraries = ClassPath.jars(directory, bringsHadoop()).stream()
                .filter(jar -> !STAYS_HERE.matcher(name(jar)).matches())
                .map(jar -> new LocalFile(jar, "lib/" + name(jar)))
                .toList();
        if (libraries.isEmpty()) {
            throw new UnusableFileException(ClassPath.noJars(directory));
        }
        return libraries;
    }

    /** What lies in the directories of plugins: each has its own class loader. */
    List<LocalFile> filesOfPlugins() throws IOException {
        List<LocalFile> found = new ArrayList<>();
        if (Files.isDirectory(plugins)) {
            // Where processes here would find them, too.
            try (Stream<Path> files = Files.walk(plugins, FileVisitOption.FOLLOW_LINKS)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !plugins.equals(file.getParent()))
                        .sorted()
                        .forEach(file -> found.add(
                                new LocalFile(file, ContainerLayout.PLUGINS + "/" + plugins.relativize(file))));
            }
        }
        return found;
    }

    /** The files by which a person has said how to log. */
    List<Path> logSettings() throws IOException {
        if (!Files.isDirectory(configuration)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(configuration)) {
            return files.filter(file -> name(file).matches("log4j.*\\.properties"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
