package dev.selvage.am;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Where it stays to be read how an application ended. Calls block.
 *
 * @param staging of the application; what is remembered lies beside it, in a directory that the client has made for its owner alone
 */
record HistoryFile(FileStorages storages, StoragePath staging, Application application, KnownJobs jobs)
        implements ApplicationEnd.Historian {

    private static final Logger LOG = LogManager.getLogger(HistoryFile.class);

    /**
     * What is known of it from its beginning.
     *
     * @param name as its user has set it, otherwise its first job gives it one
     */
    record Application(String id, Optional<String> name, String mode, long attempt, long beganAtMillis) {}

    /** Says what became of its jobs. */
    interface KnownJobs {
        List<ApplicationHistory.Job> get()
                throws IOException, InterruptedException, ExecutionException, TimeoutException;
    }

    @Override
    public void write(ApplicationOutcome outcome, String diagnostics) throws IOException, InterruptedException {
        List<ApplicationHistory.Job> known = knownJobs();
        byte[] history = JsonFormat.write(new ApplicationHistory(
                application.id(),
                application
                        .name()
                        .or(() -> known.stream().findFirst().map(ApplicationHistory.Job::name))
                        .orElse(application.id()),
                application.mode(),
                outcome.name(),
                diagnostics,
                application.attempt(),
                application.beganAtMillis(),
                System.currentTimeMillis(),
                known));
        StoragePath file = staging.parent()
                .child(ApplicationHistory.DIRECTORY)
                .child(ApplicationHistory.fileName(application.id()));
        FileStorage storage = storages.of(file);
        // An attempt before may have written one and died before YARN heard of it: how it ends is decided now. Whoever
        // dies between these two has a successor that writes it again.
        storage.delete(file);
        storage.createAtomically(file, history);
    }

    private List<ApplicationHistory.Job> knownJobs() throws InterruptedException {
        try {
            return jobs.get();
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("Expected to hear how the jobs stand, but did not: the history goes without them.", e);
            return List.of();
        }
    }
}
