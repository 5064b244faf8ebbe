package dev.selvage.platform.leadership;

import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.storage.FileStorages;

/** For clusters with one JobManager, whose place is in the options: {@code high-availability.type: none}. */
public final class LoneFactory implements HighAvailabilityServicesFactory {

    @Override
    public HighAvailabilityServices create(Configuration configuration, FileStorages storages)
            throws InvalidConfigurationException {
        String host = configuration.require(JobManagerOptions.RPC_ADDRESS);
        return new LoneServices(host + ":" + configuration.get(JobManagerOptions.RPC_PORT), "");
    }
}
