package dev.selvage.jobmanager.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The jars that users have uploaded, in a directory of this machine. Any thread may call; calls block. */
public record UploadedJars(Path directory) {

    private static final Logger LOG = LogManager.getLogger(UploadedJars.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}_[^/\\\\\\p{Cntrl}]+\\.jar");
    private static final int LENGTH_OF_PREFIX = 37;
    /** In the order in which they are looked for. */
    private static final List<String> ENTRIES = List.of("program-class", Attributes.Name.MAIN_CLASS.toString());

    /**
     * A jar.
     *
     * @param id by which it is run and deleted: no other jar has had it
     * @param name what its user calls it
     * @param entries the classes that its manifest names as programs
     */
    public record UploadedJar(String id, String name, long uploadedAtMillis, List<String> entries) {

        public UploadedJar {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Takes a file over.
     *
     * @param name what its user calls it, a plain name that ends in {@code .jar}
     * @throws IllegalArgumentException with a sentence if it is no jar
     */
    public Path add(Path file, String name) throws IOException {
        String id = UUID.randomUUID() + "_" + name;
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Expected a file whose name ends in .jar, but found " + name + ".");
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            LOG.info("{} is uploaded, with {} entries", name, jar.size());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Expected a jar, but " + name + " cannot be read as one: " + e.getMessage() + ".", e);
        }
        Files.createDirectories(directory);
        // It may come from another file system, which takes a while, and shows under its name when it is whole.
        Path coming = Files.move(file, directory.resolve("coming-" + id), StandardCopyOption.REPLACE_EXISTING);
        return Files.move(coming, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The newest first. */
    public List<UploadedJar> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<UploadedJar> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String id = String.valueOf(file.getFileName());
                if (ID.matcher(id).matches()) {
                    jars.add(new UploadedJar(
                            id,
                            id.substring(LENGTH_OF_PREFIX),
                            Files.getLastModifiedTime(file).toMillis(),
                            entriesOf(file)));
                }
            }
        }
        jars.sort(Comparator.comparingLong(UploadedJar::uploadedAtMillis)
                .reversed()
                .thenComparing(UploadedJar::id));
        return jars;
    }

    /** Where a jar lies, if there is one. */
    public Optional<Path> find(String id) {
        return Optional.of(id)
                .filter(it -> ID.matcher(it).matches())
                .map(directory::resolve)
                .filter(Files::isRegularFile);
    }

    /** The classes that a jar's manifest names as programs. */
    public static List<String> entriesOf(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Optional<Attributes> attributes =
                    Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
            return ENTRIES.stream()
                    .flatMap(name -> attributes.map(it -> it.getValue(name)).stream())
                    .flatMap(names -> Arrays.stream(names.split(",", -1)))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
        }
    }
}
