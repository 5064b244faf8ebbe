package dev.selvage.it.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.client.submit.SubmissionListener;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.client.submit.YarnClusters;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions to a real YARN, with an ApplicationMaster that writes down what reaches it. */
class SubmissionIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final MiniCluster cluster = MiniCluster.shared();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> waited = new CopyOnWriteArrayList<>();
    private final List<RunningApplication> started = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private StandIn standIn;
    private YarnClusters yarn;
    private FileSystem hdfs;

    @BeforeEach
    void connect() throws Exception {
        standIn = StandIn.in(directory);
        yarn = YarnClusters.connect(options(), environment());
        hdfs = FileSystem.get(URI.create(cluster.setting("fs.defaultFS")), new org.apache.hadoop.conf.Configuration());
    }

    @AfterEach
    void end() throws Exception {
        for (RunningApplication application : started) {
            application.kill();
        }
        yarn.close();
    }

    @Test
    void twoFirstSubmissionsAtOnceLeaveEachLibraryOnce() throws Exception {
        SubmissionRequest session = SubmissionRequest.session(
                options("yarn.library-cache-dir=" + cacheDirectory()), standIn.distribution());
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<ApplicationState>> states = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                states.add(both.submit(() -> submit(session).awaitRunning(listener())));
            }
            for (Future<ApplicationState> state : states) {
                assertThat(state.get().phase()).isEqualTo(ApplicationState.Phase.RUNNING);
            }
        } finally {
            both.shutdownNow();
        }

        Map<String, Long> first = cached();
        // The libraries, and that their classes could not be made ready.
        assertThat(first).hasSize(2);
        told.clear();
        submit(session);
        assertThat(cached()).isEqualTo(first);
        assertThat(told).noneMatch(sentence -> sentence.contains("Uploaded"));
    }

    @Test
    void whatTheApplicationMasterNeedsReachesEveryAttempt() throws Exception {
        Path shipped = Files.writeString(directory.resolve("shipped.txt"), "shipped");
        Path jar = Files.writeString(directory.resolve("job.jar"), "no jar");
        List<String> arguments = List.of("two  blanks", "it's \"$HOME\" `id`");
        RunningApplication application = submit(SubmissionRequest.application(
                options(
                        "yarn.ship-files=" + shipped,
                        "yarn.tags=one;two",
                        "yarn.application.priority=0",
                        "containerized.master.env.QUOTED=a \"b\" $HOME",
                        "env.java.opts.jobmanager=-Dfrom.options=1"),
                standIn.distribution(),
                "a program",
                new SubmissionRequest.Program(List.of(jar.toString()), "org.example.Main", arguments, List.of())));

        ApplicationState state = application.awaitRunning(listener());
        Properties first = standIn.report(1);
        standIn.tell("die");
        Properties second = standIn.report(2);

        assertThat(state.rest()).contains(URI.create("http://localhost:4711/shown"));
        assertThat(state.name()).isEqualTo("a program");
        for (Properties report : List.of(first, second)) {
            assertThat(report)
                    .containsEntry("file shipped.txt", "shipped")
                    .containsEntry("file usrlib/job.jar", "no jar")
                    .containsEntry("property from.options", "1")
                    .containsKeys("file selvage/lib/selvage-stand-in.jar", "file application/hadoop/core-site.xml");
            assertThat(report.getProperty("variable QUOTED")).startsWith("a \"b\" /");
            assertThat(report.getProperty("variable CLASSPATH"))
                    .startsWith("selvage/lib/selvage-stand-in.jar:selvage/lib/");
            ApplicationPlan plan =
                    JsonFormat.read(report.getProperty("file application/plan.json", ""), ApplicationPlan.class);
            assertThat(plan.mode()).isEqualTo(ClusterMode.APPLICATION);
            assertThat(plan.program().orElseThrow().arguments()).isEqualTo(arguments);
            assertThat(plan.files()).anyMatch(file -> file.link().equals("selvage") && file.isPublic());
            assertThat(report.getProperty("file application/conf/selvage-conf.yaml"))
                    .contains("\"high-availability.cluster-id\": \"" + application.id() + "\"")
                    .contains("\"high-availability.type\": \"yarn\"")
                    .contains("/.selvage/" + application.id() + "/ha\"");
        }
        String secret = first.getProperty("secret " + ContainerLayout.SECRET_ALIAS, "");
        assertThat(secret)
                .hasSizeGreaterThan(32)
                .isEqualTo(second.getProperty("secret " + ContainerLayout.SECRET_ALIAS));
        first.forEach((what, text) -> {
            if (!what.toString().startsWith("secret ") && !what.toString().equals("file container_tokens")) {
                assertThat(text.toString()).as(what.toString()).doesNotContain(secret);
            }
        });
        standIn.tell("end");
        Await.until(
                "the application has succeeded",
                BOUND,
                () -> application.state().phase() == ApplicationState.Phase.SUCCEEDED);
        assertThat(application.state().attempt()).isEqualTo(2);
        assertThat(waited).contains("the application is handed to the ResourceManager");
    }

    @Test
    void aCapOfTheClusterIsSaid() throws Exception {
        submit(SubmissionRequest.session(options("yarn.application-attempts=200"), standIn.distribution()));

        assertThat(told)
                .contains("yarn.application-attempts would be 200, but this cluster allows 100"
                        + " (yarn.resourcemanager.am.max-attempts of its ResourceManager): the application gets 100.");
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeAnythingIsUploaded() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        hdfs.create(new org.apache.hadoop.fs.Path("/submission-it-file"), true).close();

        assertThatThrownBy(() -> submit(SubmissionRequest.session(
                        options(
                                "yarn.application.queue=nosuch",
                                "taskmanager.memory.process.size=64 gb",
                                "yarn.appmaster.vcores=100",
                                "yarn.ship-files=/no/such/file;" + hdfs.getUri() + "/no/such/file",
                                "yarn.library-cache-dir=" + cacheDirectory(),
                                "high-availability.storageDir=" + hdfs.getUri() + "/submission-it-file/below"),
                        standIn.distribution())))
                .isInstanceOfSatisfying(
                        SubmissionException.class,
                        e -> assertThat(e.problems())
                                .hasSize(6)
                                .anyMatch(problem ->
                                        problem.startsWith("Expected a file /no/such/file (yarn.ship-files), but"))
                                .anyMatch(problem -> problem.startsWith(
                                        "Expected a file " + hdfs.getUri() + "/no/such/file (yarn.ship-files), but"))
                                .anyMatch(
                                        problem -> problem.startsWith(
                                                "Expected a TaskManager to need at most 8 gb, the largest container of this cluster,"))
                                .anyMatch(problem ->
                                        problem.startsWith("Expected the ApplicationMaster to need at most "))
                                .anyMatch(problem -> problem.equals(
                                        "Expected yarn.application.queue to name a queue of this cluster,"
                                                + " but found nosuch, which nobody knows. There are: default."))
                                .anyMatch(problem -> problem.startsWith("Expected to write to " + hdfs.getUri()
                                        + "/submission-it-file/below (high-availability.storageDir), but found: ")));
        assertThatThrownBy(() -> submit(SubmissionRequest.session(
                        options("high-availability.storageDir=" + file + "/below"), standIn.distribution())))
                .hasMessageStartingWith("Expected to write to " + file + "/below (high-availability.storageDir)");
        assertThatThrownBy(() -> submit(
                        SubmissionRequest.session(options("high-availability=zookeeper"), standIn.distribution())))
                .hasMessageStartingWith("Expected high-availability.zookeeper.quorum to name the servers of ZooKeeper");
        assertThat(stagingDirectories()).isEmpty();
        assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(cacheDirectory()))).isFalse();
    }

    @Test
    void whatFailsWhileItIsUploadedIsDeletedAgain() throws Exception {
        assertThatThrownBy(() -> submit(SubmissionRequest.session(
                        options("yarn.provided.lib.dirs=/no/such/directory"), standIn.distribution())))
                .hasMessageStartingWith("Expected a directory /no/such/directory (yarn.provided.lib.dirs)");
        assertThat(stagingDirectories()).isEmpty();
    }

    @Test
    void anApplicationThatCannotStartSaysWhy() throws Exception {
        RunningApplication application = submit(SubmissionRequest.session(
                options("env.java.home=/no/java", "yarn.application-attempts=1"), standIn.distribution()));

        assertThatThrownBy(() -> application.awaitRunning(listener()))
                .hasMessageStartingWith("Expected Java 17 or newer on the node, but found no /no/java/bin/java.");
        assertThat(told).anyMatch(sentence -> sentence.startsWith("There is one attempt only"));
    }

    @Test
    void aResourceManagerThatIsNotThereIsToldOfWithinSeconds() throws Exception {
        Path conf = Files.createDirectories(directory.resolve("nobody"));
        Files.writeString(conf.resolve("yarn-site.xml"), """
                <configuration><property>
                  <name>yarn.resourcemanager.address</name><value>localhost:1</value>
                </property></configuration>
                """);
        try (YarnClusters nobody = YarnClusters.connect(options(), Map.of("HADOOP_CONF_DIR", conf.toString()))) {
            assertThatThrownBy(() ->
                            nobody.submit(SubmissionRequest.session(options(), standIn.distribution()), listener()))
                    .hasMessageStartingWith("Expected the ResourceManager to answer at localhost:1"
                            + " (yarn.resourcemanager.address in " + conf + "), but found: ");
            assertThatThrownBy(() -> nobody.find("application_1_0001"))
                    .hasMessageStartingWith("Expected the ResourceManager to answer at localhost:1");
        }
    }

    @Test
    void anApplicationThatNobodyKnowsIsNotFound() throws Exception {
        assertThatThrownBy(() -> yarn.find("application_1_0001"))
                .hasMessageStartingWith("Expected an application application_1_0001, but found that YARN knows none");
        assertThatThrownBy(() -> yarn.find("something")).hasMessageStartingWith("Expected the id of an application");
        assertThat(yarn.resources()).first().asString().startsWith("Nodes: 2, with 16 gb and 32 virtual cores in all");
    }

    @Test
    void whatAKilledApplicationHasLeftIsPurgedAndALiveOneIsNot() throws Exception {
        RunningApplication live = submit(SubmissionRequest.session(options(), standIn.distribution()));
        RunningApplication dead = submit(SubmissionRequest.session(options(), standIn.distribution()));
        live.awaitRunning(listener());
        dead.kill();

        assertThat(yarn.purge(options(), Optional.empty(), true))
                .singleElement()
                .asString()
                .endsWith(staging() + "/.selvage/" + dead.id() + " would be deleted.");
        assertThat(stagingDirectories()).containsExactlyInAnyOrder(live.id(), dead.id());
        yarn.purge(options(), Optional.empty(), false);
        assertThat(stagingDirectories()).containsExactly(live.id());
        assertThat(live.state().phase()).isEqualTo(ApplicationState.Phase.RUNNING);
    }

    private RunningApplication submit(SubmissionRequest request) throws Exception {
        RunningApplication application = yarn.submit(request, listener());
        started.add(application);
        return application;
    }

    private SubmissionListener listener() {
        return new SubmissionListener() {
            @Override
            public void tell(String sentence) {
                told.add(sentence);
            }

            @Override
            public void waiting(String reason) {
                waited.add(reason);
            }
        };
    }

    private Map<String, String> environment() {
        return Map.of("HADOOP_CONF_DIR", cluster.hadoopSettings().toString());
    }

    private Configuration options(String... more) throws Exception {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("selvage-conf.yaml"), """
                jobmanager.memory.process.size: 320 mb
                taskmanager.memory.process.size: 576 mb
                yarn.library-cache-dir: /submission-it-cache
                yarn.staging-directory: %s
                containerized.master.env.REPORTS: %s
                """.formatted(staging(), standIn.reports()));
        return ConfigurationFiles.load(conf, List.of(more)).configuration();
    }

    /** Of this test alone. */
    private String staging() {
        return "/submission-it-staging" + directory.getFileName();
    }

    private String cacheDirectory() {
        return "/submission-it-cache" + directory.getFileName();
    }

    private List<String> stagingDirectories() throws Exception {
        org.apache.hadoop.fs.Path parent = new org.apache.hadoop.fs.Path(staging(), ".selvage");
        List<String> names = new ArrayList<>();
        if (hdfs.exists(parent)) {
            for (FileStatus status : hdfs.listStatus(parent)) {
                String name = status.getPath().getName();
                if (!name.equals(ApplicationHistory.DIRECTORY)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** When each file of the cache was written, by its path. */
    private Map<String, Long> cached() throws Exception {
        Map<String, Long> files = new TreeMap<>();
        RemoteIterator<LocatedFileStatus> found = hdfs.listFiles(new org.apache.hadoop.fs.Path(cacheDirectory()), true);
        while (found.hasNext()) {
            LocatedFileStatus file = found.next();
            files.put(file.getPath().toString(), file.getModificationTime());
        }
        return files;
    }
}
