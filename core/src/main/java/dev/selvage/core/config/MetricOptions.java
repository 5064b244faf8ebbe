package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;
import java.util.List;

/** Options about what is measured, under which names, and who is told. */
public final class MetricOptions {

    static final OptionGroup GROUP =
            new OptionGroup("Metrics", "What is measured, under which names, and who is told.");

    public static final Option<List<String>> REPORTERS = GROUP.list("metrics.reporters")
            .notInEffect()
            .means("The names of the reporters to start, out of those described under metrics.reporter. Unset, all of "
                    + "them are.");

    public static final Option<Duration> FETCHER_INTERVAL = GROUP.duration("metrics.fetcher.update-interval")
            .defaultsTo("10 s")
            .notInEffect()
            .means("How often the JobManager collects figures from TaskManagers for REST and the dashboard, while "
                    + "somebody looks. 0 ms does not collect, and the dashboard shows none. Reporters are not "
                    + "affected.");

    public static final Option<String> SCOPE_DELIMITER = GROUP.text("metrics.scope.delimiter")
            .defaultsTo(".")
            .notInEffect()
            .means("What stands between the parts of a metric's name.");

    public static final Option<String> SCOPE_JOBMANAGER = GROUP.text("metrics.scope.jm")
            .defaultsTo("<host>.jobmanager")
            .notInEffect()
            .means("What the names of a JobManager's metrics begin with. Names in <> are replaced by what they stand "
                    + "for.");

    public static final Option<String> SCOPE_JOBMANAGER_JOB = GROUP.text("metrics.scope.jm-job")
            .alsoKnownAs("metrics.scope.jm.job")
            .defaultsTo("<host>.jobmanager.<job_name>")
            .notInEffect()
            .means("What the names of a JobManager's metrics about one job begin with.");

    public static final Option<String> SCOPE_TASKMANAGER = GROUP.text("metrics.scope.tm")
            .defaultsTo("<host>.taskmanager.<tm_id>")
            .notInEffect()
            .means("What the names of a TaskManager's metrics begin with.");

    public static final Option<String> SCOPE_TASKMANAGER_JOB = GROUP.text("metrics.scope.tm-job")
            .alsoKnownAs("metrics.scope.tm.job")
            .defaultsTo("<host>.taskmanager.<tm_id>.<job_name>")
            .notInEffect()
            .means("What the names of a TaskManager's metrics about one job begin with.");

    public static final Option<String> SCOPE_TASK = GROUP.text("metrics.scope.task")
            .defaultsTo("<host>.taskmanager.<tm_id>.<job_name>.<task_name>.<subtask_index>")
            .notInEffect()
            .means("What the names of a task's metrics begin with. Drop <host> and <tm_id> if series should survive a "
                    + "move to another machine.");

    public static final Option<String> SCOPE_OPERATOR = GROUP.text("metrics.scope.operator")
            .defaultsTo("<host>.taskmanager.<tm_id>.<job_name>.<operator_name>.<subtask_index>")
            .notInEffect()
            .means("What the names of an operator's metrics begin with. Drop <host> and <tm_id> if series should "
                    + "survive a move to another machine.");

    public static final OptionFamily REPORTER = GROUP.familyNotInEffect(
            "metrics.reporter.",
            "<name>.<setting>",
            "Describes a reporter under a name of your choice: its factory.class, its interval where it sends "
                    + "by itself, which metrics it tells (filter.includes, filter.excludes), and settings of its "
                    + "own such as port.");

    private MetricOptions() {}
}
