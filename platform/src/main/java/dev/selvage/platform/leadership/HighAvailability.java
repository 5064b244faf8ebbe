package dev.selvage.platform.leadership;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the kind of high availability that the options name. Our own kinds are factories like everybody else's. */
public final class HighAvailability {

    private static final Map<String, String> OURS = Map.of(
            "none", LoneFactory.class.getName(),
            "yarn", DirectoryFactory.class.getName(),
            "zookeeper", "dev.selvage.platform.zookeeper.ZooKeeperFactory");

    private HighAvailability() {}

    /** The services of the cluster that the options name. */
    public static HighAvailabilityServices of(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        String type = configuration.get(HighAvailabilityOptions.TYPE);
        String className = OURS.getOrDefault(type.toLowerCase(Locale.ROOT), type);
        return factory(className).create(configuration, storages);
    }

    private static HighAvailabilityServicesFactory factory(String className) throws InvalidConfigurationException {
        try {
            return Class.forName(className)
                    .asSubclass(HighAvailabilityServicesFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new InvalidConfigurationException(List.of("Expected " + HighAvailabilityOptions.TYPE.key()
                    + " to be none, zookeeper, yarn, or a class in lib/"
                    + " that implements HighAvailabilityServicesFactory and has a public constructor without"
                    + " parameters, but found " + className + ": " + e));
        }
    }
}
