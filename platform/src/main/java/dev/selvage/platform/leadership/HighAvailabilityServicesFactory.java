package dev.selvage.platform.leadership;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes a cluster's {@link HighAvailabilityServices}. One of your own has a public constructor without parameters; in a plugin it is
 * named in {@code META-INF/services}.
 */
public interface HighAvailabilityServicesFactory {

    /**
     * Those of the cluster that the options name.
     *
     * @throws dev.selvage.core.config.option.InvalidConfigurationException if an option is missing or wrong
     */
    HighAvailabilityServices create(Configuration configuration, FileStorages storages)
            throws IOException, dev.selvage.core.config.option.InvalidConfigurationException;

    /** All clusters that are remembered where the options say; nothing if there is no more of a cluster than its directory. */
    default Optional<RememberedClusters> remembered(Configuration configuration)
            throws dev.selvage.core.config.option.InvalidConfigurationException {
        return Optional.empty();
    }
}
