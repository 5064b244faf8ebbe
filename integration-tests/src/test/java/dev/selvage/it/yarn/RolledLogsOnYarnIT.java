package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What processes log for months leaves the nodes in time. */
final class RolledLogsOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Path COLLECTED = new Path(YarnConfiguration.DEFAULT_NM_REMOTE_APP_LOG_DIR);
    private static final String UNFINISHED = ".tmp";
    private static final String BEGUN = "This is attempt 1 of ";
    private static final String ENDED = "The application ends, ";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private java.nio.file.Path directory;

    @Test
    void yarnCollectsFinishedFilesWhileTheApplicationRunsAndLosesNoLine() throws Exception {
        YarnApplication.rollLogs(directory, 2_000);
        try (MiniCluster cluster = MiniCluster.startWith(
                        Map.of(
                                "yarn.log-aggregation-enable",
                                "true",
                                "yarn.nodemanager.log-aggregation.roll-monitoring-interval-seconds",
                                "2",
                                "yarn.nodemanager.log-aggregation.roll-monitoring-interval-seconds.min",
                                "1"),
                        "--no-zookeeper");
                YarnApplication session = YarnApplication.session(cluster, directory, "env.log.max: 1000")) {
            RestClient leader = session.leader(1);
            SubmittedJob job = SubmittedJob.submit(CountingJob.slow(directory.resolve("counts")), 1, directory, leader);
            Await.until(
                    "YARN has collected how the ApplicationMaster began, though it runs",
                    BOUND,
                    () -> collected(cluster, BEGUN) == 1);
            assertThat(collected(cluster, ENDED)).isZero();
            job.endWithTheTruth(leader);
            leader.delete("/cluster", JsonNode.class);

            Await.until("YARN has collected its last words", BOUND, () -> collected(cluster, ENDED) == 1);
            assertThat(collected(cluster, BEGUN)).isEqualTo(1);
        }
    }

    /** How often YARN has these words on HDFS, where it puts what it collects as it is, under the final name once all is there. */
    private static int collected(MiniCluster cluster, String words) throws IOException {
        FileSystem hdfs = FileSystem.get(URI.create(cluster.setting("fs.defaultFS")), new Configuration());
        if (!hdfs.exists(COLLECTED)) {
            return 0;
        }
        int found = 0;
        RemoteIterator<LocatedFileStatus> files = hdfs.listFiles(COLLECTED, true);
        while (files.hasNext()) {
            Path whole = files.next().getPath();
            if (!whole.getName().endsWith(UNFINISHED)) {
                try (FSDataInputStream file = hdfs.open(whole)) {
                    String text = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
                    found += text.split(Pattern.quote(words), -1).length - 1;
                }
            }
        }
        return found;
    }
}
