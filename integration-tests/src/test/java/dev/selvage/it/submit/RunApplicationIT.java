package dev.selvage.it.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.Terminal;
import dev.selvage.client.command.SelvageCommand;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.UploadedProgram;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code selvage run-application} up to what the ApplicationMaster is given, and what the command says of its end. */
class RunApplicationIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void aJarOnHdfsStaysThereAndTheCommandWaitsForTheEnd() throws Exception {
        MiniCluster cluster = MiniCluster.shared();
        StandIn standIn = StandIn.in(directory);
        Files.writeString(directory.resolve("home/conf/selvage-conf.yaml"), """
                jobmanager.memory.process.size: 320 mb
                taskmanager.memory.process.size: 576 mb
                yarn.library-cache-dir: /submission-it-cache
                yarn.staging-directory: /run-application-it
                containerized.master.env.REPORTS: %s
                """.formatted(standIn.reports()));
        FileSystem hdfs =
                FileSystem.get(URI.create(cluster.setting("fs.defaultFS")), new org.apache.hadoop.conf.Configuration());
        org.apache.hadoop.fs.Path remote =
                new org.apache.hadoop.fs.Path(hdfs.getUri() + "/run-application-it/programs/counts.jar");
        hdfs.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(UploadedProgram.jar(directory).toUri()), remote);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] words = {"run-application", "-p", "3", "-Dyarn.tags=one", remote.toString(), "--two words", "-p"};
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> SelvageCommand.execute(
                words,
                Map.of(
                        "SELVAGE_HOME", directory.resolve("home").toString(),
                        "SELVAGE_CONF_DIR", directory.resolve("home/conf").toString(),
                        "SELVAGE_LOG_DIR", directory.resolve("log").toString(),
                        "HADOOP_CONF_DIR", cluster.hadoopSettings().toString()),
                new Terminal(out, out, false)));

        Properties report = standIn.report(1);
        Await.until(
                "it waits", BOUND, () -> said.toString(StandardCharsets.UTF_8).contains("is RUNNING"));
        assertThat(status).isNotDone();
        standIn.tell("end");

        assertThat(status.get()).as(() -> said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Note: -p stands behind the jar")
                .contains("Submitted Program as application_")
                .contains("(Program) has ended: SUCCEEDED. was told to end");
        ApplicationPlan plan =
                JsonFormat.read(report.getProperty("file application/plan.json", ""), ApplicationPlan.class);
        assertThat(plan.mode()).isEqualTo(ClusterMode.APPLICATION);
        ApplicationPlan.Program program = plan.program().orElseThrow();
        assertThat(program.entryClass()).isEqualTo(UploadedProgram.NAME);
        assertThat(program.jars()).containsExactly("usrlib/counts.jar");
        assertThat(program.arguments()).isEqualTo(List.of("--two words", "-p"));
        assertThat(program.settings()).contains(new ApplicationPlan.Setting("parallelism.default", "3"));
        assertThat(report).containsKey("file usrlib/counts.jar");
        assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(plan.staging(), "usrlib")))
                .as("it was not uploaded")
                .isFalse();
    }
}
