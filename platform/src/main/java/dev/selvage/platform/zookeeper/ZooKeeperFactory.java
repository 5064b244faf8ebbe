package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.HighAvailabilityServicesFactory;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;

/** For {@code high-availability.type: zookeeper}. */
public final class ZooKeeperFactory implements HighAvailabilityServicesFactory {

    @Override
    public HighAvailabilityServices create(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        return ZooKeeperServices.open(configuration, storages);
    }
}
