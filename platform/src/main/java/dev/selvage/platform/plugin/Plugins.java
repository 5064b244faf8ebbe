package dev.selvage.platform.plugin;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.classes.ClassOrder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The plugins of a process: each directory below {@code plugins} is one. The jars of each have a class loader of their own, so that
 * two of them may bring different versions of a library; it stays as long as the process. Any thread may ask.
 */
public final class Plugins {

    /** The variable that says where they are, if not in the distribution. */
    public static final String VARIABLE = "SELVAGE_PLUGINS_DIR";

    private static final Logger LOG = LogManager.getLogger(Plugins.class);

    private final Optional<Path> directory;
    private final List<Plugin> plugins = new ArrayList<>();
    /** What lies where plugins are looked for and is none, in sentences. */
    private final List<String> oddities = new ArrayList<>();

    private Plugins(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Those of a process that has none. */
    public static Plugins none() {
        return new Plugins(Optional.empty());
    }

    /** Where they are, whether or not there is such a directory: in that of the variable, or in the distribution. */
    public static Optional<Path> directory(Map<String, String> environment) {
        return variable(environment, VARIABLE)
                .or(() -> variable(environment, "SELVAGE_HOME").map(home -> home.resolve(ContainerLayout.PLUGINS)))
                .map(Path::toAbsolutePath);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** Those that this environment names; what lies among them by mistake is said in the log. */
    public static Plugins of(Configuration configuration, Map<String, String> environment)
            throws InvalidConfigurationException {
        Plugins found = new Plugins(directory(environment).filter(Files::isDirectory));
        if (found.directory.isPresent()) {
            try {
                found.read(found.directory.get(), ClassOrder.ofPlugins(configuration));
            } catch (IOException e) {
                throw new InvalidConfigurationException(List.of("Expected to read the plugins in "
                        + found.directory.get() + ", but found: " + e + ". Let this user read it."));
            }
        }
        found.oddities.forEach(LOG::warn);
        if (!found.plugins.isEmpty()) {
            LOG.info("Plugins: {}", found.names());
        }
        return found;
    }

    private void read(Path all, ClassOrder order) throws IOException {
        for (Path entry : entries(all)) {
            String name = String.valueOf(entry.getFileName());
            if (isJar(entry)) {
                oddities.add("Expected a directory for each plugin in " + all + ", but found " + name
                        + ", which nobody looks at. Put it into a directory of its own there.");
            } else if (Files.isDirectory(entry) && !name.startsWith(".")) {
                List<URL> jars = jars(entry);
                if (jars.isEmpty()) {
                    oddities.add("Expected the jars of a plugin in " + entry
                            + ", but found none. Put them there, and not into a directory below.");
                } else {
                    plugins.add(
                            new Plugin(name, new PluginClassLoader(name, jars, Plugins.class.getClassLoader(), order)));
                }
            }
        }
    }

    private static List<URL> jars(Path plugin) throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path entry : entries(plugin)) {
            if (isJar(entry)) {
                jars.add(url(entry));
            }
        }
        return jars;
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static boolean isJar(Path entry) {
        return entry.toString().endsWith(".jar") && Files.isRegularFile(entry);
    }

    /** Sorted, so that all machines look in the same order. */
    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private String names() {
        return String.join(", ", plugins.stream().map(Plugin::name).toList());
    }

    /**
     * Makes the service of that class, which one of the plugins has to offer. It and what it returns are called with that plugin's
     * classes as those of the thread.
     *
     * @param service an interface of ours; a plugin offers its own classes of it by a file in {@code META-INF/services}
     */
    public <T> T make(Class<T> service, String className) throws UnusablePluginException {
        List<Plugin> offering = new ArrayList<>();
        List<ServiceLoader.Provider<T>> offers = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Plugin plugin : plugins) {
            try {
                plugin.offer(service, className).ifPresent(offer -> {
                    offering.add(plugin);
                    offers.add(offer);
                });
            } catch (UnusablePluginException e) {
                refused.add(e.getMessage() + ".");
            }
        }
        if (offers.isEmpty()) {
            throw new UnusablePluginException(nobody(service, className, refused));
        } else if (offers.size() > 1) {
            throw new UnusablePluginException("plugins " + offering.get(0).name() + " and "
                    + offering.get(1).name() + " both offer it, and nothing says which is meant. Take one out of "
                    + directory.map(Path::toString).orElse(""));
        }
        LOG.info("{} comes from plugin {}", className, offering.get(0).name());
        return offering.get(0).make(service, offers.get(0));
    }

    private String nobody(Class<?> service, String className, List<String> refused) {
        if (directory.isEmpty()) {
            return "there is no directory with plugins, as $" + VARIABLE + " or $SELVAGE_HOME/plugins";
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                plugins.isEmpty()
                        ? "there is no plugin in " + directory.get() + "."
                        : "none of the plugins in " + directory.get() + " offers it (" + names() + ").");
        plugins.stream()
                .filter(plugin -> plugin.has(className))
                .forEach(plugin -> sentences.add("Plugin " + plugin.name() + " has the class, but does not name it in "
                        + Plugin.file(service) + "."));
        sentences.addAll(refused);
        sentences.addAll(oddities);
        return String.join(" ", sentences);
    }
}
