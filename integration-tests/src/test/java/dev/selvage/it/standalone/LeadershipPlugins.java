package dev.selvage.it.standalone;

import dev.selvage.platform.leadership.HighAvailabilityServicesFactory;
import dev.selvage.platform.plugin.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Two plugins with factories for high availability, whose services are those of a directory. Each brings its own version of a library
 * that both call the same, and notes which one it sees, in which process.
 */
public final class LeadershipPlugins {

    /** The factory of the plugin that brings version 1. */
    public static final String FIRST = "plugged.First";

    /** The factory of the plugin that brings version 2. */
    public static final String SECOND = "plugged.Second";

    private final PluginJars jars;
    private final Path notes;

    /** Made below a directory of the test. */
    public LeadershipPlugins(Path directory) throws IOException {
        this.jars = new PluginJars(directory);
        this.notes = directory.resolve("notes");
        plugin("one", FIRST, "1");
        plugin("two", SECOND, "2");
    }

    private void plugin(String name, String factory, String version) throws IOException {
        jars.compile(name, "library.Library", """
                        package library;

                        public final class Library {
                            public static String version() {
                                return "%s";
                            }
                        }
                        """.formatted(version));
        String simple = factory.substring(factory.lastIndexOf('.') + 1);
        jars.compile(name, factory, """
                        package plugged;

                        import dev.selvage.core.config.option.Configuration;
                        import dev.selvage.platform.leadership.DirectoryFactory;
                        import dev.selvage.platform.leadership.HighAvailabilityServices;
                        import dev.selvage.platform.leadership.HighAvailabilityServicesFactory;
                        import dev.selvage.platform.storage.FileStorages;
                        import java.nio.file.Files;
                        import java.nio.file.Path;
                        import java.nio.file.StandardOpenOption;

                        public final class %s implements HighAvailabilityServicesFactory {
                            @Override
                            public HighAvailabilityServices create(Configuration configuration, FileStorages storages) {
                                try {
                                    String process = System.getProperty("sun.java.command").split(" ")[0];
                                    Files.writeString(
                                            Path.of("%s"),
                                            process.substring(process.lastIndexOf('.') + 1) + ": "
                                                    + library.Library.version() + "\\n",
                                            StandardOpenOption.CREATE,
                                            StandardOpenOption.APPEND);
                                    return new DirectoryFactory().create(configuration, storages);
                                } catch (Exception e) {
                                    throw new IllegalStateException("cannot be made", e);
                                }
                            }
                        }
                        """.formatted(simple, notes))
                .offer(name, HighAvailabilityServicesFactory.class, factory);
    }

    /** Where they are. */
    public Path directory() {
        return jars.plugins();
    }

    /** Each kind of process that has used one of them, and the version of the library that was seen there; sorted. */
    public List<String> notes() throws IOException {
        return List.copyOf(new TreeSet<>(Files.readAllLines(notes)));
    }
}
