package dev.selvage.platform.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the processes of a cluster find their classes in: {@code lib}, and nothing of any job. Always in the same order, ours first,
 * so that what is found does not depend on the order in which a directory happens to list its files.
 */
public final class ClassPath {

    private static final Pattern OURS = Pattern.compile("selvage-.*");
    /** The shaded client that ships. */
    private static final Pattern SHIPPED_HADOOP = Pattern.compile("hadoop-client-(api|runtime)-.*");
    /** Either of them has the classes that we are compiled against. */
    private static final Pattern HADOOP = Pattern.compile("hadoop-(common|client-api)-?[0-9.]*.*\\.jar");

    private static final Comparator<Path> OURS_FIRST = Comparator.<Path, Boolean>comparing(
                    jar -> !OURS.matcher(name(jar)).matches())
            .thenComparing(ClassPath::name);

    private ClassPath() {}

    /**
     * The class path, as {@code CLASSPATH} takes it.
     *
     * @param libraries the directory of the jars
     * @param settings directories with the settings of Hadoop
     * @param hadoop what {@code HADOOP_CLASSPATH} says; where that has Hadoop itself, the one that ships is left out
     */
    static String of(Path libraries, Collection<String> settings, String hadoop) throws LaunchException {
        if (listed(libraries).isEmpty()) {
            throw LaunchException.unusable(noJars(libraries));
        }
        List<String> entries = new ArrayList<>();
        jars(libraries, bringsHadoop(hadoop)).forEach(jar -> entries.add(jar.toString()));
        entries.addAll(settings);
        if (!hadoop.isBlank()) {
            entries.add(hadoop);
        }
        return String.join(File.pathSeparator, entries);
    }

    /**
     * The jars of a directory, in their order.
     *
     * @param withoutHadoop whether the Hadoop that ships is left out, since another one is there
     */
    public static List<Path> jars(Path libraries, boolean withoutHadoop) {
        return listed(libraries).stream()
                .filter(jar ->
                        !withoutHadoop || !SHIPPED_HADOOP.matcher(name(jar)).matches())
                .sorted(OURS_FIRST)
                .toList();
    }

    /** What to say of a directory that should have jars. */
    public static String noJars(Path libraries) {
        return "Expected jars in " + libraries + ", but found none. Take the distribution as it was unpacked, or as"
                + " mvn -DskipTests package leaves it in distribution/target/selvage.";
    }

    private static List<Path> listed(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name(file).toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Whether this {@code HADOOP_CLASSPATH} has Hadoop itself. People also name single libraries in it, such as a file system's, and
     * then ours is still needed.
     */
    public static boolean bringsHadoop(String hadoop) {
        return Stream.of(hadoop.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .flatMap(entry -> entry.endsWith("/*")
                        ? listed(Path.of(entry.substring(0, entry.length() - 1))).stream()
                        : Stream.of(Path.of(entry)))
                .anyMatch(jar -> HADOOP.matcher(name(jar)).matches());
    }
}
