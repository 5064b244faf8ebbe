package dev.selvage.client.rest;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.Terminal;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.RestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Knows, or finds out, where REST of the cluster is that a command means. */
public interface ClusterFinder {

    /** Where it is at this moment; nothing if nobody leads. */
    Optional<URI> find() throws IOException;

    /** Whether another JobManager may be found later, so that it is worth waiting where nobody answers. */
    boolean mayMove();

    /** Where was looked, for people. */
    String where();

    /** What is to be added to another command so that it means the same cluster; empty if it does anyway. */
    String hint();

    /** Whether the JobManager goes away as soon as its job has ended, so that who waits for something has to look often. */
    default boolean mayEndWithItsJob() {
        return false;
    }

    /** Whether the cluster is over, and has done what it was there for. */
    default boolean hasEndedWell() {
        return false;
    }

    /** What a person does where nobody answers. */
    default String advice() {
        return "Start one (bin/start-cluster.sh), or say where it is: by -m HOST:PORT, or by "
                + RestOptions.ADDRESS.key() + " and " + RestOptions.PORT.key() + " in selvage-conf.yaml.";
    }

    /** By the settings: what they say of REST, or else what the leader has recorded, or else where a JobManager should be. */
    static ClusterFinder of(ClientSettings settings, Terminal terminal) {
        boolean highlyAvailable =
                !settings.configuration().get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none");
        return highlyAvailable && !settings.configuration().isSet(RestOptions.ADDRESS)
                ? LedCluster.of(settings, terminal)
                : ConfiguredCluster.of(settings);
    }
}
