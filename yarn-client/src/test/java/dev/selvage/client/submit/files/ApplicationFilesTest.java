package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.Settings;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFilesTest {

    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void aDistribution() throws IOException {
        write("home/lib/selvage-core-0.1.jar", "core");
        write("home/lib/another-1.jar", "another");
        write("home/lib/picocli-4.jar", "stays here");
        write("home/lib/selvage-yarn-client-0.1.jar", "stays here");
        write("home/lib/hadoop-client-api-3.5.0.jar", "hadoop");
        write("home/plugins/README.txt", "stays here");
        write("home/plugins/gpu/gpu.jar", "gpu");
        write("conf/log4j.properties", "how to log");
        write("hadoop/core-site.xml", "<configuration/>");
    }

    @Test
    void whatTheArchiveHoldsReadsBackEqual() throws Exception {
        ApplicationFiles files = begin("yarn.tags", "a;b", "yarn.application.name", "a \"name\"");
        files.addDistribution(distribution(""), home(), List.of(), Map.of());
        String jar = write("jobs/job.jar", "job").toString();
        ApplicationPlan plan = files.plan(
                ClusterMode.APPLICATION,
                Optional.of(new ApplicationPlan.Program(
                        files.addProgram(named(List.of(jar))),
                        "org.example.Main",
                        List.of("a b", "ä\"'"),
                        List.of(new ApplicationPlan.Setting("k", "v")))));

        List<ContainerFile> found = files.finish(
                plan, distribution(""), Map.of("core-site.xml", directory.resolve("hadoop/core-site.xml")));

        Map<String, String> archive = unzipped(local(found.get(found.size() - 1)));
        assertThat(archive)
                .containsOnlyKeys(
                        "conf/selvage-conf.yaml", "conf/log4j.properties", "hadoop/core-site.xml", "plan.json");
        assertThat(JsonFormat.read(archive.getOrDefault("plan.json", ""), ApplicationPlan.class))
                .isEqualTo(plan);
        write("read/selvage-conf.yaml", archive.getOrDefault("conf/selvage-conf.yaml", ""));
        assertThat(ConfigurationFiles.load(directory.resolve("read"), List.of())
                        .configuration()
                        .get(YarnOptions.TAGS))
                .containsExactly("a", "b");
        assertThat(found.get(found.size() - 1).link()).isEqualTo("application");
        assertThat(found.get(found.size() - 1).isArchive()).isTrue();
        assertThat(found).extracting(ContainerFile::link).contains("usrlib/job.jar");
        assertThat(plan.files()).extracting(ContainerFile::link).doesNotContain("usrlib/job.jar", "application");
    }

    @Test
    void theClassPathHasOursFirstAndPluginsAndTheCommandLineAreNotOnIt() throws Exception {
        ApplicationFiles files = begin();
        files.addDistribution(distribution(""), home(), List.of("$HADOOP_HOME/lib/*"), Map.of());

        ApplicationPlan plan = files.plan(ClusterMode.SESSION, Optional.empty());

        assertThat(plan.libraries())
                .containsExactly(
                        "selvage/lib/selvage-core-0.1.jar",
                        "selvage/lib/another-1.jar",
                        "selvage/lib/hadoop-client-api-3.5.0.jar");
        assertThat(plan.files()).extracting(ContainerFile::link).containsExactly("selvage");
        assertThat(unzipped(local(plan.files().get(0))))
                .containsOnlyKeys(
                        "lib/selvage-core-0.1.jar",
                        "lib/another-1.jar",
                        "lib/hadoop-client-api-3.5.0.jar",
                        "plugins/gpu/gpu.jar");
    }

    @Test
    void librariesThatCannotBeRehearsedAreUsedAsTheyAreAndThatIsTriedOnce() throws Exception {
        for (int submission = 1; submission <= 2; submission++) {
            ApplicationFiles files = begin();
            files.addDistribution(distribution(""), home(), List.of(), Map.of());

            assertThat(files.plan(ClusterMode.SESSION, Optional.empty()).hasClasses())
                    .isFalse();
            files.delete();
        }

        assertThat(told)
                .filteredOn(sentence ->
                        sentence.startsWith("Expected to make classes ready, but found: a rehearsal that ended"))
                .hasSize(1);
    }

    @Test
    void whoBringsHadoopGetsThatOfTheNodes() throws Exception {
        ApplicationFiles files = begin();
        files.addDistribution(
                distribution("/opt/hadoop/hadoop-common-3.4.1.jar"), home(), List.of("$HADOOP_HOME/lib/*"), Map.of());

        assertThat(files.plan(ClusterMode.SESSION, Optional.empty()).libraries())
                .containsExactly("selvage/lib/selvage-core-0.1.jar", "selvage/lib/another-1.jar", "$HADOOP_HOME/lib/*");
    }

    @Test
    void shippedJarsComeOntoTheClassPathAndOtherFilesBesideThem() throws Exception {
        write("ship/dir/a.jar", "a");
        write("ship/dir/below/b.txt", "b");
        Path archive = write("ship/jdk.tar.gz", "jdk");
        ApplicationFiles files = begin();
        files.addShipped(named(
                List.of(),
                "yarn.ship-files",
                directory.resolve("ship/dir").toString(),
                "yarn.ship-archives",
                archive.toString()));

        ApplicationPlan plan = files.plan(ClusterMode.SESSION, Optional.empty());

        assertThat(plan.files())
                .extracting(ContainerFile::link)
                .containsExactly("dir/a.jar", "dir/below/b.txt", "jdk.tar.gz");
        assertThat(plan.files()).extracting(ContainerFile::isArchive).containsExactly(false, false, true);
        assertThat(plan.libraries()).containsExactly("dir/a.jar");
    }

    @Test
    void whatIsOnTheSharedFileSystemAlreadyStaysWhereItIs() throws Exception {
        // The scheme of another file system would do the same; file: is local, so this one goes by the directory alone.
        write("provided/selvage-core-0.1.jar", "core");
        write("provided/another-1.jar", "another");
        ApplicationFiles files = begin(
                "yarn.provided.lib.dirs", directory.resolve("provided").toUri().toString());
        files.addDistribution(distribution(""), home(), List.of(), Map.of());

        assertThat(files.plan(ClusterMode.SESSION, Optional.empty()).files())
                .extracting(ContainerFile::source)
                .containsExactly(
                        "file:" + directory + "/provided/selvage-core-0.1.jar",
                        "file:" + directory + "/provided/another-1.jar");
        assertThat(directory.resolve("user/.selvage/libraries")).doesNotExist();
    }

    @Test
    void providedLibrariesOfAnotherVersionAreRefused() throws Exception {
        write("provided/selvage-core-0.2.jar", "core");
        ApplicationFiles files = begin(
                "yarn.provided.lib.dirs", directory.resolve("provided").toUri().toString());

        assertThatThrownBy(() -> files.addDistribution(distribution(""), home(), List.of(), Map.of()))
                .hasMessageStartingWith("Expected selvage-core-0.1.jar in yarn.provided.lib.dirs");
    }

    @Test
    void mistakesInWhatIsShippedAreToldInSentences() throws Exception {
        write("ship/usrlib/a.jar", "a");
        String ours = directory.resolve("ship/usrlib").toString();
        String text = write("ship/readme.txt", "text").toString();

        assertThat(problem("yarn.ship-files", ours))
                .contains("to leave application, selvage, selvage.jsa, lib, usrlib, job, plugins alone");
        assertThat(problem("yarn.ship-files", "/no/such/file"))
                .isEqualTo("Expected a file /no/such/file (yarn.ship-files), but found none on this machine."
                        + " Check the path.");
        assertThat(problem("yarn.ship-archives", text)).contains("to name archives");
        assertThat(problem("yarn.ship-files", text + ";" + text)).contains("but found readme.txt a second time");
    }

    private static String problem(String option, String value) throws IOException {
        List<String> problems = named(List.of(), option, value).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void allMistakesInWhatIsNamedAreFoundAtOnce() throws Exception {
        NamedFiles named = named(
                List.of("/no/job.jar"),
                "yarn.ship-files",
                "/no/one;/no/two",
                "yarn.ship-archives",
                "/no/three.zip",
                "yarn.provided.usrlib.dir",
                "/no/four");

        assertThat(named.problems())
                .extracting(sentence -> sentence.replaceFirst(", but found none.*", ""))
                .containsExactly(
                        "Expected a file /no/one (yarn.ship-files)",
                        "Expected a file /no/two (yarn.ship-files)",
                        "Expected a file /no/three.zip (yarn.ship-archives)",
                        "Expected a file /no/job.jar (the program)",
                        "Expected a file /no/four (yarn.provided.usrlib.dir)");
    }

    @Test
    void jarsOfAProgramThatAreCalledTheSameAreToldApart() throws Exception {
        String one = write("one/job.jar", "1").toString();
        String two = write("two/job.jar", "2").toString();

        assertThat(begin().addProgram(named(List.of(one, two)))).containsExactly("usrlib/job.jar", "usrlib/1-job.jar");
    }

    @Test
    void nobodyElseMayLookIntoTheDirectoryOfAnApplication() throws Exception {
        ApplicationFiles files = begin();
        write("packed/jars/0000.jar", "jar");
        files.addPackedJob(directory.resolve("packed"));

        Path staging = directory.resolve("user/.selvage/application_1_1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging.getParent())))
                .isEqualTo("rwxr-xr-x");
        assertThat(staging.resolve("job/jars/0000.jar")).hasContent("jar");
        files.delete();
        assertThat(staging).doesNotExist();
    }

    private ApplicationFiles begin(String... settings) throws IOException {
        return ApplicationFiles.begin(
                new org.apache.hadoop.fs.Path(home(), ".selvage/application_1_1"),
                Settings.of(settings),
                new Configuration(),
                told::add);
    }

    private static NamedFiles named(List<String> jars, String... settings) throws IOException {
        return NamedFiles.find(Settings.of(settings), jars, new Configuration());
    }

    private org.apache.hadoop.fs.Path home() {
        return new org.apache.hadoop.fs.Path("file:" + directory.resolve("user"));
    }

    private Distribution distribution(String hadoop) {
        return new Distribution(
                directory.resolve("home"), directory.resolve("conf"), directory.resolve("home/plugins"), hadoop);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Path local(ContainerFile file) {
        return Path.of(new org.apache.hadoop.fs.Path(file.source()).toUri().getPath());
    }

    private static Map<String, String> unzipped(Path archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
