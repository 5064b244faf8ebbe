package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.HighAvailabilityServicesFactory;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.Optional;

/** For {@code high-availability.type: zookeeper}. */
public final class ZooKeeperFactory implements HighAvailabilityServicesFactory {

    @Override
    public HighAvailabilityServices create(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        return ZooKeeperServices.open(configuration, storages);
    }

    @Override
    public Optional<RememberedClusters> remembered(Configuration configuration) throws InvalidConfigurationException {
        return Optional.of(ZooKeeperClusters.open(configuration));
    }
}
