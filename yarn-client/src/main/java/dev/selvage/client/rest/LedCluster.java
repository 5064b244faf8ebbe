package dev.selvage.client.rest;

import dev.selvage.client.ClientLog;
import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster of several JobManagers: where REST is follows from what the leader has recorded. */
final class LedCluster implements ClusterFinder {

    private final String type;
    private final HighAvailabilityServices services;

    private LedCluster(String type, HighAvailabilityServices services) {
        this.type = type;
        this.services = services;
    }

    static LedCluster of(ClientSettings settings, Terminal terminal) {
        ClientSettings whole = withStorage(settings);
        String type = whole.configuration().get(HighAvailabilityOptions.TYPE);
        // ZooKeeper's client has much to say.
        ClientLog.start(settings, terminal);
        try {
            return new LedCluster(
                    type,
                    HighAvailability.of(
                            whole.configuration(),
                            FileStorages.of(settings.environment()),
                            Plugins.of(whole.configuration(), settings.environment())));
        } catch (InvalidConfigurationException e) {
            throw CommandException.unusable(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw CommandException.gaveUp(
                    "Expected to find out who leads the cluster, as " + HighAvailabilityOptions.TYPE.key() + ": " + type
                            + " says, but found: " + e.getMessage(),
                    e);
        }
    }

    /** The scripts that start a cluster on one machine put it there if nobody says anything. */
    private static ClientSettings withStorage(ClientSettings settings) {
        Optional<String> home = settings.variable("SELVAGE_HOME");
        return home.isPresent() && !settings.configuration().isSet(HighAvailabilityOptions.STORAGE_DIR)
                ? settings.with(HighAvailabilityOptions.STORAGE_DIR.key() + "="
                        + Path.of(home.get()).resolve("storage"))
                : settings;
    }

    @Override
    public Optional<URI> find() throws IOException {
        return services.leader().map(LeaderRecord::rest).map(URI::create);
    }

    @Override
    public boolean mayMove() {
        return true;
    }

    @Override
    public String where() {
        return "where the leader is, as " + HighAvailabilityOptions.TYPE.key() + ": " + type + " says";
    }

    @Override
    public String hint() {
        return "";
    }
}
