package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.PreparedFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The files of manifests that were begun, one per job at most. A failure here costs time only: whoever finds nothing begun
 * writes the whole file. Any thread may call; calls block.
 */
final class PreparedManifests {

    private static final Logger LOG = LogManager.getLogger(PreparedManifests.class);

    private final Map<JobId, Preparation> byJob = new ConcurrentHashMap<>();

    /** Makes the file, which takes time. */
    interface Beginning {
        PreparedFile make() throws IOException;
    }

    /** Of one checkpoint; its monitor is held while the file is being made, so that whoever takes it waits for it. */
    private static final class Preparation {
        private final CheckpointOrder order;
        private Optional<PreparedFile> file = Optional.empty();

        Preparation(CheckpointOrder order) {
            this.order = order;
        }

        /** What was announced for one moment is triggered in another. */
        boolean isOf(CheckpointOrder wanted) {
            return wanted.checkpoint().equals(order.checkpoint())
                    && wanted.epoch().equals(order.epoch());
        }

        synchronized Optional<PreparedFile> take() {
            Optional<PreparedFile> taken = file;
            file = Optional.empty();
            return taken;
        }
    }

    /** Begins the manifest of a checkpoint. Of a checkpoint before, which has come to nothing, it is given up. */
    void begin(JobId job, CheckpointOrder order, Beginning beginning) {
        Preparation next = new Preparation(order);
        Optional<Preparation> before;
        synchronized (next) {
            before = Optional.ofNullable(byJob.put(job, next));
            try {
                next.file = Optional.of(beginning.make());
            } catch (IOException e) {
                LOG.debug("expected to begin the manifest of checkpoint {}, but could not", order.checkpoint(), e);
            }
        }
        before.ifPresent(PreparedManifests::giveUp);
    }

    /** What was begun for this checkpoint; the caller ends it. */
    Optional<PreparedFile> take(JobId job, CheckpointOrder order) {
        Optional<Preparation> found = find(job, order);
        found.ifPresent(preparation -> byJob.remove(job, preparation));
        return found.flatMap(Preparation::take);
    }

    private Optional<Preparation> find(JobId job, CheckpointOrder order) {
        return Optional.ofNullable(byJob.get(job)).filter(it -> it.isOf(order));
    }

    /** This checkpoint has come to nothing. */
    void giveUp(JobId job, CheckpointOrder order) {
        find(job, order).ifPresent(preparation -> {
            byJob.remove(job, preparation);
            giveUp(preparation);
        });
    }

    /** The job has come to its end. */
    void giveUp(JobId job) {
        Optional.ofNullable(byJob.remove(job)).ifPresent(PreparedManifests::giveUp);
    }

    private static void giveUp(Preparation preparation) {
        preparation.take().ifPresent(file -> {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("expected to give up the manifest of a checkpoint that came to nothing, but it stays", e);
            }
        });
    }
}
