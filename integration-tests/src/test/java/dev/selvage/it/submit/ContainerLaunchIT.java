package dev.selvage.it.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerLaunch;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives in a container that a node of YARN has started, through all that it does to a command on the way. */
class ContainerLaunchIT {

    private static final List<String> AWKWARD = List.of(
            "two  blanks",
            "",
            "it's \"double\"",
            "$HOME ${PATH} $(id) `id`",
            "back\\slash \\$ \\\\",
            "line\nbreak",
            "{{HOME}} {{{}}}",
            "<LOG_DIR><CPS><ADD_OPENS>",
            "%class% *;&|<>()#!~ä");

    @TempDir
    private Path directory;

    @Test
    void argumentsAndVariablesArriveAsTheyWereMeant() throws Exception {
        Path report = directory.resolve("report");
        ApplicationPlan plan =
                new ApplicationPlan(ClusterMode.SESSION, "/staging", List.of(), List.of("lib/a.jar"), Optional.empty());
        ContainerLaunch launch = ContainerLaunch.of(ProcessKind.TASKMANAGER, options(report), plan, AWKWARD);
        YarnConfiguration settings = new YarnConfiguration();
        Path file = MiniCluster.shared().hadoopSettings().resolve("yarn-site.xml");
        settings.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        YarnClient client = YarnClient.createYarnClient();
        client.init(settings);
        client.start();
        try {
            ApplicationSubmissionContext context = client.createApplication().getApplicationSubmissionContext();
            context.setResource(Resource.newInstance(256, 1));
            context.setMaxAppAttempts(1);
            context.setAMContainerSpec(ContainerLaunchContext.newInstance(
                    new HashMap<>(),
                    new HashMap<>(launch.variables()),
                    List.of(launch.command()),
                    new HashMap<>(),
                    null,
                    Map.of()));
            client.submitApplication(context);

            Await.until("the container has written " + report, Duration.ofMinutes(2), () -> Files.exists(report));
        } finally {
            client.stop();
        }

        List<String> arrived = List.of(Files.readString(report).split("\0", -1));
        assertThat(arrived.subList(0, arrived.size() - 1))
                .endsWith(AWKWARD.toArray(String[]::new))
                .contains("QUOTED=a \"b\" `c`", "writable: ./tmp")
                .anyMatch(text -> text.matches("LOGS=/.*/container_\\w+"))
                .anyMatch(text -> text.matches("-XX:HeapDumpPath=/.*/container_\\w+"))
                .anyMatch(text -> text.matches("-Djava.io.tmpdir=/.*/container_\\w+/tmp"));
    }

    /**
     * What is started lasts as long as its report: an application that ends without having registered has failed, and the client
     * calls that a failed submission if it sees it before it has seen the application taken.
     */
    private Configuration options(Path report) throws Exception {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/bash
                { env -0; printf '%s\\0' "writable: $(find -name tmp -type d -writable)" "$@"; } > "$REPORT.unfinished"
                mv "$REPORT.unfinished" "$REPORT"
                while [ -e "$REPORT" ]; do sleep 0.1; done
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return ConfigurationFiles.load(
                        Files.createDirectories(directory.resolve("no-files")),
                        List.of(
                                "env.java.home=" + directory,
                                "jobmanager.memory.process.size=320 mb",
                                "taskmanager.memory.process.size=576 mb",
                                "containerized.taskmanager.env.QUOTED=a \"b\" `c`",
                                "containerized.taskmanager.env.LOGS=<LOG_DIR>",
                                "containerized.taskmanager.env.REPORT=" + report))
                .configuration();
    }
}
