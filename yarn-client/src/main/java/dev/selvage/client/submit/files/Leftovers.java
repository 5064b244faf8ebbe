package dev.selvage.client.submit.files;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Deletes what applications have left that have ended, such as by being killed. Whatever may be in use stays: a directory goes only if
 * YARN knows its application and that it has ended, a library only if all that may use one are known.
 */
public final class Leftovers {

    /** What is known of an application. */
    public enum Life {
        /** It may still come to run. */
        LIVE,
        ENDED,
        /** It is another user's. */
        OTHERS,
        /** This cluster knows none of that id; it may be another one's. */
        UNKNOWN
    }

    /** Knows applications. */
    public interface Registry {

        Life of(String applicationId) throws IOException;

        /** The ids of all of this user that live. */
        Set<String> live() throws IOException;
    }

    /** Whoever submits at this moment has found libraries in the cache that no plan names yet. */
    private static final Duration IN_PROGRESS = Duration.ofDays(1);

    /** Who asks later than this how an application ended has the logs. */
    private static final Duration HISTORIES_STAY = Duration.ofDays(30);

    private final RemoteFiles remote;
    private final Registry registry;
    private final boolean dryRun;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();
    private boolean allUseIsKnown = true;

    /** With {@code dryRun} nothing is deleted. */
    public Leftovers(Configuration hadoop, Registry registry, boolean dryRun) {
        this.remote = new RemoteFiles(hadoop, -1);
        this.registry = registry;
        this.dryRun = dryRun;
    }

    /**
     * Deletes; returns what was done, a line each.
     *
     * @param staging where the directories of applications are
     * @param cache of libraries that only applications of this user use, if there is one
     * @param nowMillis the time
     */
    public List<String> purge(Path staging, Optional<Path> cache, long nowMillis) throws IOException {
        Set<String> unseen = new TreeSet<>(registry.live());
        for (FileStatus directory : remote.list(remote.qualified(staging))) {
            String id = directory.getPath().getName();
            if (directory.isDirectory() && isApplication(id)) {
                unseen.remove(id);
                purgeApplication(directory.getPath(), id, nowMillis);
            }
        }
        if (!unseen.isEmpty()) {
            allUseIsKnown = false;
            lines.add("Libraries stay, since " + String.join(", ", unseen)
                    + " may use any of them: their files are not below " + staging + ".");
        }
        if (cache.isPresent() && allUseIsKnown) {
            purgeLibraries(remote.qualified(cache.get()), nowMillis);
        }
        purgeHistories(remote.qualified(new Path(staging, ApplicationHistory.DIRECTORY)), nowMillis);
        return lines;
    }

    private static boolean isApplication(String name) {
        return name.matches("application_\\d+_\\d+");
    }

    /**
     * The same with what clusters remember elsewhere than below their staging directories. What bears another name than an
     * application's may be meant for applications to come, and stays. Returns all that was done so far, a line each.
     *
     * @param storage the directory below which somebody wants clusters to have theirs, if anybody does
     * @param remembered what is remembered of them beside that, if anything is
     */
    public List<String> purgeClusters(Optional<String> storage, Optional<RememberedClusters> remembered)
            throws IOException {
        if (storage.isPresent()) {
            for (FileStatus directory : remote.list(directory(storage.get()))) {
                String id = directory.getPath().getName();
                if (directory.isDirectory() && isApplication(id)) {
                    purge(id, directory.getPath().toString(), this::deleteUnlessCheckpointsAreInIt);
                }
            }
        }
        if (remembered.isPresent()) {
            try {
                purgeMemory(remembered.get());
            } catch (IOException e) {
                // The files are another matter, and have been seen to.
                lines.add("What is remembered beside files stays. " + e.getMessage());
            }
        }
        return lines;
    }

    private void purgeMemory(RememberedClusters remembered) throws IOException {
        for (String id : remembered.names()) {
            if (isApplication(id)) {
                ClusterId cluster = new ClusterId(id);
                purge(id, remembered.place(cluster), place -> {
                    if (!dryRun) {
                        remembered.forget(cluster);
                    }
                    tell(place);
                });
            }
        }
    }

    /** Sees to something. */
    private interface Purge {
        void of(String place) throws IOException;
    }

    private void purge(String id, String place, Purge purge) throws IOException {
        switch (registry.of(id)) {
            case LIVE, OTHERS -> {
                // Nobody has asked for it.
            }
            case UNKNOWN -> lines.add(unknown(place, id));
            case ENDED -> purge.of(place);
        }
    }

    /** Where a name without a file system means this machine's, as it does for the cluster. */
    private static Path directory(String storage) throws IOException {
        try {
            StoragePath path = StoragePath.parse(storage);
            return new Path(path.isLocal() ? "file://" + path.path() : path.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException(HighAvailabilityOptions.STORAGE_DIR.key() + ": " + e.getMessage(), e);
        }
    }

    private static String unknown(String what, String id) {
        return what + " stays, since YARN does not know " + id
                + ": it may run on another cluster. Delete it by hand if it does not.";
    }

    private void purgeHistories(Path directory, long nowMillis) throws IOException {
        for (FileStatus file : remote.list(directory)) {
            if (nowMillis - file.getModificationTime() > HISTORIES_STAY.toMillis()) {
                delete(file.getPath());
            }
        }
    }

    private void purgeApplication(Path directory, String id, long nowMillis) throws IOException {
        switch (registry.of(id)) {
            case LIVE, OTHERS -> use(directory);
            case UNKNOWN -> {
                if (isAbandoned(directory, nowMillis)) {
                    delete(directory);
                    return;
                }
                use(directory);
                lines.add(unknown(directory.toString(), id));
            }
            case ENDED -> deleteUnlessCheckpointsAreInIt(directory.toString());
        }
    }

    private void deleteUnlessCheckpointsAreInIt(String place) throws IOException {
        Path directory = new Path(place);
        if (hasCheckpoints(directory)) {
            lines.add(directory + " stays, since there are checkpoints in it. Delete it by hand if nobody wants them.");
        } else {
            delete(directory);
        }
    }

    /** Its plan comes last, before the application is handed over: without it no cluster can have come to run it. */
    private boolean isAbandoned(Path directory, long nowMillis) throws IOException {
        boolean isOld = remote.find(directory)
                .filter(found -> nowMillis - found.getModificationTime() > IN_PROGRESS.toMillis())
                .isPresent();
        return isOld
                && remote.find(new Path(directory, ContainerLayout.ARCHIVE_FILE))
                        .isEmpty()
                && !hasCheckpoints(directory);
    }

    private void delete(Path path) throws IOException {
        if (!dryRun) {
            remote.delete(path);
        }
        tell(path.toString());
    }

    private void tell(String gone) {
        lines.add(gone + (dryRun ? " would be deleted." : " is deleted."));
    }

    private boolean hasCheckpoints(Path directory) throws IOException {
        return remote.filesBelow(directory).stream()
                .anyMatch(file -> file.getPath().toUri().getPath().matches(".*/chk-\\d+/.*"));
    }

    /** What its containers may be given yet. */
    private void use(Path directory) throws IOException {
        Optional<ApplicationPlan> plan = plan(new Path(directory, ContainerLayout.ARCHIVE_FILE));
        plan.ifPresent(
                found -> found.files().stream().map(ContainerFile::source).forEach(used::add));
        if (plan.isEmpty()) {
            allUseIsKnown = false;
            lines.add("Libraries stay, since " + directory + " does not say which of them it uses.");
        }
    }

    private Optional<ApplicationPlan> plan(Path archive) {
        try (InputStream in = remote.open(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(ContainerLayout.PLAN)) {
                    return Optional.of(JsonFormat.read(
                            new String(zip.readAllBytes(), StandardCharsets.UTF_8), ApplicationPlan.class));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void purgeLibraries(Path cache, long nowMillis) throws IOException {
        for (FileStatus directory : remote.list(cache)) {
            String prefix = directory.getPath() + "/";
            boolean isUsed = used.stream().anyMatch(source -> source.startsWith(prefix));
            boolean isOld = nowMillis - directory.getModificationTime() > IN_PROGRESS.toMillis();
            if (directory.isDirectory() && directory.getPath().getName().matches("[0-9a-f]{64}") && !isUsed && isOld) {
                delete(directory.getPath());
            } else if (directory.isDirectory()) {
                purgeBeginnings(directory.getPath(), nowMillis);
            }
        }
    }

    /** Whoever writes there begins under a name that nobody looks for. */
    private void purgeBeginnings(Path directory, long nowMillis) throws IOException {
        for (FileStatus entry : remote.list(directory)) {
            if (entry.getPath().getName().startsWith(".")
                    && nowMillis - entry.getModificationTime() > IN_PROGRESS.toMillis()) {
                delete(entry.getPath());
            }
        }
    }
}
