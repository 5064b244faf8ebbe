package dev.selvage.platform.leadership;

import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;

/** For clusters whose storage directory remembers all: {@code high-availability.type: yarn}. */
public final class DirectoryFactory implements HighAvailabilityServicesFactory {

    @Override
    public HighAvailabilityServices create(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        ClusterDirectory directory = ClusterDirectory.of(configuration);
        return new DirectoryServices(
                storages.of(directory.path()),
                directory,
                new RestLeaderCheck(configuration.get(HeartbeatOptions.TIMEOUT)));
    }
}
