package dev.selvage.platform.leadership;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory keeps the contract of all kinds of high availability. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class DirectoryContractTest implements TermContract {

    @TempDir
    private Path directory;

    /** The terms whose processes have left: nobody answers there. */
    private final Set<LeaderEpoch> silent = new ConcurrentSkipListSet<>();

    @Override
    public HighAvailabilityServices join() {
        return new Joined("streams/orders");
    }

    @Override
    public HighAvailabilityServices otherCluster() {
        return new Joined("streams/payments");
    }

    /** A process that answers whoever asks for it by REST until it is closed. */
    private final class Joined implements HighAvailabilityServices {

        private final HighAvailabilityServices services;
        private final Set<LeaderEpoch> led = new ConcurrentSkipListSet<>();

        Joined(String cluster) {
            this.services = new DirectoryServices(
                    new LocalFileStorage(),
                    new ClusterDirectory(
                            new ClusterId(cluster),
                            StoragePath.parse(directory.resolve(cluster).toString())),
                    leader -> !silent.contains(leader.epoch()));
        }

        @Override
        public Optional<LeaderRecord> leader() throws IOException {
            return services.leader();
        }

        @Override
        public void awaitTurn() throws IOException, InterruptedException {
            services.awaitTurn();
        }

        @Override
        public Term lead() throws IOException {
            Term term = services.lead();
            led.add(term.epoch());
            return term;
        }

        @Override
        public void close() {
            silent.addAll(led);
            services.close();
        }
    }
}
