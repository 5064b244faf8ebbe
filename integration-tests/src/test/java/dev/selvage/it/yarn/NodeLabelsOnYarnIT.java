package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.submit.ApplicationState;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.util.ToolRunner;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptReport;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.cli.RMAdminCLI;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One of two nodes has a label. */
final class NodeLabelsOnYarnIT {

    private static final String LABEL = "fast";

    private static MiniCluster cluster;
    private static YarnClient yarn;
    private static NodeId labelled;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = MiniCluster.startWith(
                Map.of(
                        "yarn.node-labels.enabled",
                        "true",
                        "yarn.scheduler.capacity.root.accessible-node-labels",
                        LABEL,
                        "yarn.scheduler.capacity.root.accessible-node-labels." + LABEL + ".capacity",
                        "100",
                        "yarn.scheduler.capacity.root.default.accessible-node-labels",
                        LABEL,
                        "yarn.scheduler.capacity.root.default.accessible-node-labels." + LABEL + ".capacity",
                        "100"),
                "--no-zookeeper");
        YarnConfiguration hadoop = new YarnConfiguration();
        hadoop.addResource(new org.apache.hadoop.fs.Path(
                cluster.hadoopSettings().resolve("yarn-site.xml").toUri()));
        yarn = YarnClient.createYarnClient();
        yarn.init(hadoop);
        yarn.start();
        labelled = yarn.getNodeReports(NodeState.RUNNING).get(0).getNodeId();
        asAdministrator(hadoop, "-addToClusterNodeLabels", LABEL);
        asAdministrator(hadoop, "-replaceLabelsOnNode", labelled + "=" + LABEL);
    }

    private static void asAdministrator(YarnConfiguration hadoop, String... words) throws Exception {
        assertThat(ToolRunner.run(hadoop, new RMAdminCLI(), words))
                .as(String.join(" ", words))
                .isZero();
    }

    @AfterAll
    static void endCluster() throws Exception {
        yarn.close();
        cluster.close();
    }

    /** On which nodes its containers are, by whether the ApplicationMaster is in them. */
    private static Map<Boolean, Set<NodeId>> nodesOf(YarnApplication application) throws Exception {
        ApplicationAttemptReport attempt =
                yarn.getApplicationAttemptReport(yarn.getApplicationReport(ApplicationId.fromString(application.id()))
                        .getCurrentApplicationAttemptId());
        return yarn.getContainers(attempt.getApplicationAttemptId()).stream()
                .collect(Collectors.partitioningBy(
                        container -> container.getContainerId().equals(attempt.getAMContainerId()),
                        Collectors.mapping(ContainerReport::getAssignedNode, Collectors.toCollection(TreeSet::new))));
    }

    private Map<Boolean, Set<NodeId>> nodesOfASession(String option) throws Exception {
        try (YarnApplication session = YarnApplication.session(cluster, directory, option + ": " + LABEL)) {
            SubmittedJob.submit(CountingJob.slow(directory.resolve("counts")), 2, directory, session.leader(1));
            session.processes().awaitTaskManagers(2, Set.of());
            return nodesOf(session);
        }
    }

    @Test
    void aLabelForTheApplicationHoldsForAllItsContainers() throws Exception {
        assertThat(nodesOfASession("yarn.application.node-label"))
                .containsEntry(true, Set.of(labelled))
                .containsEntry(false, Set.of(labelled));
    }

    @Test
    void aLabelForTaskManagersHoldsForThemAlone() throws Exception {
        Map<Boolean, Set<NodeId>> nodes = nodesOfASession("yarn.taskmanager.node-label");

        assertThat(nodes).containsEntry(false, Set.of(labelled));
        assertThat(nodes.get(true)).hasSize(1).doesNotContain(labelled);
    }

    @Test
    void aLabelThatNobodyKnowsEndsTheApplicationWithASentence() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("counts"));
        try (YarnApplication application = YarnApplication.job(
                cluster,
                directory,
                job.graph(1, Map.of()),
                List.of(JobJar.of(directory)),
                "yarn.taskmanager.node-label: nosuch")) {

            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics())
                    .contains("Expected YARN to have containers such as are wanted")
                    .contains("nosuch");
            assertThat(end.attempt()).isEqualTo(1);
        }
    }
}
