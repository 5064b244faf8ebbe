package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.platform.leadership.RememberedClusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final String DEAD = "application_1_0001";
    private static final String LIVE = "application_1_0002";
    private static final long LATER =
            System.currentTimeMillis() + Duration.ofDays(2).toMillis();

    private final Map<String, Leftovers.Life> lives = new TreeMap<>();
    private final Set<String> elsewhere = new TreeSet<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void applications() throws Exception {
        submitted(DEAD, "old.jar");
        submitted(LIVE, "new.jar");
        lives.put(DEAD, Leftovers.Life.ENDED);
        lives.put(LIVE, Leftovers.Life.LIVE);
    }

    @Test
    void whatEndedGoesWithTheLibrariesThatOnlyItUsed() throws Exception {
        assertThat(purge(LATER)).hasSize(2).allMatch(line -> line.endsWith(" is deleted."));

        assertThat(staging(DEAD)).doesNotExist();
        assertThat(staging(LIVE)).exists();
        assertThat(libraries()).containsExactly("new.jar");
    }

    @Test
    void aDryRunOnlyTells() throws Exception {
        assertThat(new Leftovers(new Configuration(), registry(), true).purge(parent(), Optional.of(cache()), LATER))
                .hasSize(2)
                .allMatch(line -> line.endsWith(" would be deleted."));
        assertThat(staging(DEAD)).exists();
        assertThat(libraries()).containsExactly("new.jar", "old.jar");
    }

    @Test
    void whatYarnDoesNotKnowStaysWithItsLibraries() throws Exception {
        lives.put(DEAD, Leftovers.Life.UNKNOWN);

        assertThat(purge(LATER)).singleElement().asString().contains("YARN does not know " + DEAD);
        assertThat(staging(DEAD)).exists();
        assertThat(libraries()).containsExactly("new.jar", "old.jar");
    }

    @Test
    void aSubmissionThatWasNeverHandedOverGoesAfterADay() throws Exception {
        lives.put(DEAD, Leftovers.Life.UNKNOWN);
        Files.delete(staging(DEAD).resolve("application.zip"));
        Path begun = Files.createDirectories(besideArchiveOf("new.jar", ".begun"));

        purge(System.currentTimeMillis());
        assertThat(staging(DEAD)).exists();
        assertThat(begun).exists();

        assertThat(purge(LATER)).hasSize(3).allMatch(line -> line.endsWith(" is deleted."));
        assertThat(staging(DEAD)).doesNotExist();
        assertThat(begun).doesNotExist();
        assertThat(libraries()).containsExactly("new.jar");
    }

    /** A name in the directory of the archive that holds a library. */
    private Path besideArchiveOf(String library, String name) throws IOException {
        try (var files = Files.walk(directory.resolve(".selvage/libraries"))) {
            for (Path archive :
                    files.filter(file -> file.endsWith(LibraryArchive.FILE)).toList()) {
                try (ZipFile zip = new ZipFile(archive.toFile())) {
                    if (zip.getEntry("lib/" + library) != null) {
                        return archive.resolveSibling(name);
                    }
                }
            }
        }
        throw new IllegalStateException("expected an archive with " + library);
    }

    @Test
    void checkpointsStay() throws Exception {
        Files.createDirectories(staging(DEAD).resolve("ha/jobs/1/checkpoints/chk-7"));
        Files.writeString(staging(DEAD).resolve("ha/jobs/1/checkpoints/chk-7/_metadata"), "");

        assertThat(purge(LATER)).anyMatch(line -> line.contains("there are checkpoints in it"));
        assertThat(staging(DEAD)).exists();
    }

    @Test
    void whileSomethingLivesThatIsNotSeenLibrariesStay() throws Exception {
        elsewhere.add("application_1_0009");

        assertThat(purge(LATER)).anyMatch(line -> line.startsWith("Libraries stay, since application_1_0009 may use"));
        assertThat(libraries()).containsExactly("new.jar", "old.jar");
    }

    @Test
    void aLiveApplicationThatDoesNotSayWhatItUsesKeepsAllLibraries() throws Exception {
        Files.delete(staging(LIVE).resolve("application.zip"));

        assertThat(purge(LATER)).anyMatch(line -> line.startsWith("Libraries stay, since file:" + staging(LIVE)));
        assertThat(libraries()).containsExactly("new.jar", "old.jar");
    }

    @Test
    void aLibraryThatIsNewMayBelongToASubmissionThatGoesOn() throws Exception {
        purge(System.currentTimeMillis());

        assertThat(libraries()).containsExactly("new.jar", "old.jar");
    }

    @Test
    void historiesGoAfterThirtyDays() throws Exception {
        Path old = history("application_1_0003", Duration.ofDays(31));
        Path young = history("application_1_0004", Duration.ofDays(29));

        assertThat(new Leftovers(new Configuration(), registry(), true)
                        .purge(parent(), Optional.empty(), System.currentTimeMillis()))
                .contains("file:" + old + " would be deleted.");
        assertThat(old).exists();
        assertThat(purge(System.currentTimeMillis())).contains("file:" + old + " is deleted.");
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void whatClustersAreRememberedByElsewhereGoesOnceTheirApplicationsHaveEnded() throws Exception {
        String kept = "application_1_0005";
        String others = "application_1_0006";
        lives.put(kept, Leftovers.Life.ENDED);
        lives.put(others, Leftovers.Life.OTHERS);
        Path storage = directory.resolve("ha");
        for (String name : List.of(DEAD, LIVE, others, "application_2_0001", "my-stream")) {
            Files.createDirectories(storage.resolve(name).resolve("lead-1-here"));
        }
        Path checkpoint = Files.createDirectories(storage.resolve(kept + "/jobs/1/checkpoints/chk-3"));
        Files.writeString(checkpoint.resolve("_metadata"), "where all is");
        Remembered remembered = new Remembered(DEAD, LIVE, others, kept, "application_2_0001", "my-stream");

        List<String> dry = new Leftovers(new Configuration(), registry(), true)
                .purgeClusters(Optional.of(storage.toString()), Optional.of(remembered));
        assertThat(dry)
                .contains(
                        "file:" + storage.resolve(DEAD) + " would be deleted.", "there/" + DEAD + " would be deleted.");
        assertThat(remembered.names).hasSize(6);

        List<String> lines = new Leftovers(new Configuration(), registry(), false)
                .purgeClusters(Optional.of(storage.toString()), Optional.of(remembered));
        assertThat(lines)
                .contains("file:" + storage.resolve(DEAD) + " is deleted.", "there/" + DEAD + " is deleted.")
                .anyMatch(line -> line.contains(kept) && line.contains("there are checkpoints in it"))
                .filteredOn(line -> line.contains("YARN does not know application_2_0001"))
                .hasSize(2);
        assertThat(storage).isDirectoryNotContaining("glob:**/" + DEAD);
        assertThat(storage.resolve(LIVE)).exists();
        assertThat(storage.resolve(others)).exists();
        assertThat(storage.resolve("my-stream")).exists();
        assertThat(checkpoint).exists();
        assertThat(remembered.names).containsExactly(LIVE, others, "application_2_0001", "my-stream");
    }

    @Test
    void whatRemembersMayBeAwayWithoutKeepingFiles() throws Exception {
        Path storage = directory.resolve("ha");
        Files.createDirectories(storage.resolve(DEAD));
        Remembered remembered = new Remembered(DEAD);
        remembered.isAway = true;

        assertThat(new Leftovers(new Configuration(), registry(), false)
                        .purgeClusters(Optional.of(storage.toString()), Optional.of(remembered)))
                .containsExactly(
                        "file:" + storage.resolve(DEAD) + " is deleted.",
                        "What is remembered beside files stays. Nobody answers.");
    }

    private static final class Remembered implements RememberedClusters {

        private final Set<String> names = new TreeSet<>();
        private boolean isAway;

        Remembered(String... names) {
            this.names.addAll(List.of(names));
        }

        @Override
        public List<String> names() throws IOException {
            if (isAway) {
                throw new IOException("Nobody answers.");
            }
            return List.copyOf(names);
        }

        @Override
        public void forget(ClusterId cluster) {
            names.remove(cluster.name());
        }

        @Override
        public String place(ClusterId cluster) {
            return "there/" + cluster;
        }

        @Override
        public void close() {}
    }

    private Path history(String id, Duration age) throws IOException {
        Path file = Files.writeString(directory.resolve(".selvage/history/" + id + ".json"), "{}");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - age.toMillis()));
    }

    private List<String> purge(long nowMillis) throws IOException {
        return new Leftovers(new Configuration(), registry(), false).purge(parent(), Optional.of(cache()), nowMillis);
    }

    private Leftovers.Registry registry() {
        return new Leftovers.Registry() {
            @Override
            public Leftovers.Life of(String applicationId) {
                return lives.getOrDefault(applicationId, Leftovers.Life.UNKNOWN);
            }

            @Override
            public Set<String> live() {
                return elsewhere;
            }
        };
    }

    private void submitted(String id, String library) throws IOException {
        Path home = directory.resolve("home-of-" + id);
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib").resolve(library), library);
        Distribution distribution = new Distribution(home, home, home.resolve("plugins"), "");
        ApplicationFiles files = ApplicationFiles.begin(
                new org.apache.hadoop.fs.Path(parent(), id), Settings.of(), new Configuration(), sentence -> {});
        files.addDistribution(distribution, new org.apache.hadoop.fs.Path("file:" + directory), List.of(), Map.of());
        ApplicationPlan plan = files.plan(ClusterMode.SESSION, Optional.empty());
        files.finish(plan, distribution, Map.of());
    }

    private org.apache.hadoop.fs.Path parent() {
        return new org.apache.hadoop.fs.Path("file:" + directory + "/.selvage");
    }

    private org.apache.hadoop.fs.Path cache() {
        return new org.apache.hadoop.fs.Path(parent(), "libraries");
    }

    private Path staging(String id) {
        return directory.resolve(".selvage").resolve(id);
    }

    /** What is in the archives that are there. */
    private List<String> libraries() throws IOException {
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(directory.resolve(".selvage/libraries"))) {
            for (Path archive :
                    files.filter(file -> file.endsWith(LibraryArchive.FILE)).toList()) {
                try (ZipFile zip = new ZipFile(archive.toFile())) {
                    zip.stream().forEach(entry -> found.add(entry.getName().substring("lib/".length())));
                }
            }
        }
        return found.stream().sorted().toList();
    }
}
