package dev.selvage.local;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.jobmanager.store.MemoryJobStore;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Runs jobs in the JVM of their program, each with a cluster of its own. */
public final class LocalExecutor implements JobExecutor {

    private static final Logger LOG = LogManager.getLogger(LocalExecutor.class);

    /** Found by {@link java.util.ServiceLoader}. */
    public LocalExecutor() {}

    @Override
    public String target() {
        return "local";
    }

    /** Throws {@link IllegalArgumentException} with a sentence for each mistake in the job and in what it sets. */
    @Override
    public JobClient submit(StreamGraph graph) {
        Configuration configuration = configurationOf(graph);
        JobId job = JobId.random(new SplittableRandom());
        try {
            JobPlan plan = Planner.plan(job, graph, configuration);
            FileStorages storages = FileStorages.of(System.getenv());
            Savepoints savepoints = new Savepoints(storages);
            Submission submission = Submission.of(plan.plan(), configuration, savepoints);
            LastWords words = new LastWords();
            ContainerTasks tasks = ContainerTasks.of(plan, configuration, storages, words);
            return LocalJob.start(submission, new MemoryJobStore(tasks.snapshots(), savepoints), tasks, words);
        } catch (InvalidJobException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        } catch (IOException | ProcessSteps.StartFailedException failed) {
            throw new IllegalStateException("The job " + graph.jobName() + " could not be started: " + failed, failed);
        }
    }

    private static Configuration configurationOf(StreamGraph graph) {
        List<Setting> settings = new TreeMap<>(graph.settings())
                .entrySet().stream()
                        .map(each -> new Setting(each.getKey(), each.getValue(), "the program"))
                        .toList();
        try {
            ConfigurationCheck.Checked checked = ConfigurationCheck.check(
                    ConfigurationFiles.catalogue(), List.of(new SettingsLayer(Dialect.SELVAGE, settings)));
            checked.warnings().forEach(LOG::warn);
            return checked.configuration();
        } catch (InvalidConfigurationException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
    }
}
