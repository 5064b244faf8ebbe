package dev.selvage.platform.leadership;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.plugin.UnusablePluginException;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the kind of high availability that the options name. Our own kinds are factories like everybody else's. */
public final class HighAvailability {

    private static final Map<String, String> OURS = Map.of(
            "none", LoneFactory.class.getName(),
            "yarn", DirectoryFactory.class.getName(),
            "zookeeper", "dev.selvage.platform.zookeeper.ZooKeeperFactory");

    private HighAvailability() {}

    /**
     * The services of the cluster that the options name.
     *
     * @param plugins may offer a factory that is not on the class path
     */
    public static HighAvailabilityServices of(Configuration configuration, FileStorages storages, Plugins plugins)
            throws IOException, InvalidConfigurationException {
        String className = className(configuration);
        try {
            return factory(className, plugins).create(configuration, storages);
        } catch (LinkageError e) {
            throw unusable(className, "it needs what is not there: " + e);
        }
    }

    /** What is remembered, by the kind that the options name, of clusters that are over. */
    public static Optional<RememberedClusters> remembered(Configuration configuration, Plugins plugins)
            throws InvalidConfigurationException {
        String className = className(configuration);
        try {
            return factory(className, plugins).remembered(configuration);
        } catch (LinkageError e) {
            throw unusable(className, "it needs what is not there: " + e);
        }
    }

    private static String className(Configuration configuration) {
        String type = configuration.get(HighAvailabilityOptions.TYPE);
        return OURS.getOrDefault(type.toLowerCase(Locale.ROOT), type);
    }

    private static HighAvailabilityServicesFactory factory(String className, Plugins plugins)
            throws InvalidConfigurationException {
        Class<?> found;
        try {
            found = Class.forName(className);
        } catch (ClassNotFoundException e) {
            return ofPlugin(className, plugins);
        }
        try {
            return found.asSubclass(HighAvailabilityServicesFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw unusable(className, e.toString());
        }
    }

    private static HighAvailabilityServicesFactory ofPlugin(String className, Plugins plugins)
            throws InvalidConfigurationException {
        try {
            return plugins.make(HighAvailabilityServicesFactory.class, className);
        } catch (UnusablePluginException e) {
            throw unusable(className, "it is not in lib/, and " + e.getMessage());
        }
    }

    private static InvalidConfigurationException unusable(String className, String why) {
        return new InvalidConfigurationException(List.of("Expected " + HighAvailabilityOptions.TYPE.key()
                + " to be none, zookeeper, yarn, or a class in lib/ or of a plugin"
                + " that implements HighAvailabilityServicesFactory and has a public constructor without"
                + " parameters, but found " + className + ": " + why));
    }
}
