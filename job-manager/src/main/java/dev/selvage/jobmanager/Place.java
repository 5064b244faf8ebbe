package dev.selvage.jobmanager;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.PortRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a JobManager listens for TaskManagers, and by which name they reach it.
 *
 * @param bindHost the address to listen on
 * @param host what others dial
 */
public record Place(String bindHost, PortRange ports, String host) {

    /** What the options say: one port where there is one JobManager, and one of several where there may be more. */
    public static Place of(Configuration configuration) throws InvalidConfigurationException {
        int only = configuration.get(JobManagerOptions.RPC_PORT);
        return new Place(
                configuration.find(JobManagerOptions.BIND_HOST).orElse("0.0.0.0"),
                configuration.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none")
                        ? new PortRange(List.of(new PortRange.Span(only, only)))
                        : configuration.get(HighAvailabilityOptions.JOBMANAGER_PORT),
                host(configuration));
    }

    /** By which name others reach this machine. */
    public static String host(Configuration configuration) throws InvalidConfigurationException {
        try {
            return configuration.isSet(JobManagerOptions.RPC_ADDRESS)
                    ? configuration.get(JobManagerOptions.RPC_ADDRESS)
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new InvalidConfigurationException(
                    List.of("Expected a name by which others reach this machine, but found: " + e.getMessage()
                            + ". Set " + JobManagerOptions.RPC_ADDRESS.key() + "."));
        }
    }
}
