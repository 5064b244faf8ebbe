package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import java.util.List;

/** Options about how a job is submitted and run, which it may also choose in code. */
public final class ExecutionOptions {

    static final OptionGroup GROUP = new OptionGroup(
            "Jobs", "Where a job runs, how wide, and by which rules. What a job sets in code outweighs these.");

    public static final Option<Integer> PARALLELISM = GROUP.integer("parallelism.default")
            .defaultsTo("1")
            .atLeast("1")
            .common()
            .means("Into how many subtasks each operator is divided where the job and -p say nothing.");

    public static final Option<Integer> MAX_PARALLELISM = GROUP.integer("pipeline.max-parallelism")
            .defaultsTo("-1")
            .atMost("32768")
            .matching("-1|[1-9][0-9]*", "-1 or more than 0")
            .means("The highest parallelism that a job can ever be rescaled to, since keys are divided into so many "
                    + "groups. It is part of every savepoint and cannot be changed later; -1 derives a generous one "
                    + "from the parallelism at the first start.");

    public static final Option<String> TARGET = GROUP.text("execution.target")
            .matching(
                    "local|remote|yarn-session|yarn-per-job|yarn-application",
                    "local, remote, yarn-session, yarn-per-job or yarn-application")
            .common()
            .means("Where run sends a job, as -t sets it: into this JVM, to a standalone cluster, to a running "
                    + "session on YARN, or to a YARN cluster of its own, with main() in the client (yarn-per-job) "
                    + "or in the cluster (yarn-application). Unset, run means remote.");

    public static final Option<Boolean> ATTACHED = GROUP.flag("execution.attached")
            .defaultsTo("false")
            .means("Whether the client stays until the job has ended and reports how. Unset, the command line stays "
                    + "unless it is given -d.");

    public static final Option<Boolean> SHUTDOWN_ON_ATTACHED_EXIT = GROUP.flag("execution.shutdown-on-attached-exit")
            .defaultsTo("false")
            .means(
                    "Whether a job is cancelled when the client that waits for it is ended, such as by Ctrl-C. false lets "
                            + "the job run on, and so does the death of the client's machine.");

    public static final Option<Boolean> SHUTDOWN_ON_FINISH = GROUP.flag("execution.shutdown-on-application-finish")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether a cluster in application mode ends with its application. With false it stays, for its "
                    + "results to be looked at, until somebody stops it.");

    public static final Option<Boolean> TERMINATE_ON_JOB_FAILURE = GROUP.flag(
                    "execution.terminate-application-on-any-job-terminated-exceptionally")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether an application with several jobs ends as soon as one of them has failed or was cancelled. "
                    + "With false the others go on.");

    public static final Option<Boolean> PROGRAM_CONFIG = GROUP.flag("execution.program-config.enabled")
            .alsoKnownAs("execution.allow-client-job-configurations")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether main() may set options in code. With false a job that does is refused, so that what is "
                    + "configured outside surely holds.");

    public static final Option<String> NAME = GROUP.text("pipeline.name")
            .means("The name of the job in lists and metrics, where it gives itself none in code.");

    public static final Option<List<String>> JARS = GROUP.list("pipeline.jars")
            .notInEffect()
            .means("The jars of the job, which are shipped with it. run fills this in from its argument, so it is "
                    + "rarely written by hand.");

    public static final Option<List<String>> CLASSPATHS = GROUP.list("pipeline.classpaths")
            .notInEffect()
            .means("URLs that are added to the job's class loader in every process, as -C sets them. Nothing is "
                    + "shipped, so every node must be able to read them.");

    public static final Option<List<String>> GLOBAL_PARAMETERS = GROUP.list("pipeline.global-job-parameters")
            .notInEffect()
            .means("Parameters of your own, each as name:value, that functions can read at run time and that the "
                    + "dashboard shows with the job.");

    public static final Option<Boolean> OBJECT_REUSE = GROUP.flag("pipeline.object-reuse")
            .defaultsTo("false")
            .notInEffect()
            .means("Promises Flink that no function changes a record that it was given or has handed on, which saves "
                    + "copies between operators. Here nothing is copied within a process, whatever this says: where a "
                    + "function does so, results are silently wrong.");

    public static final Option<Boolean> CHAINING = GROUP.flag("pipeline.operator-chaining.enabled")
            .alsoKnownAs("pipeline.operator-chaining")
            .defaultsTo("true")
            .means("Whether operators that follow each other directly run in one task. Turn it off only to see each "
                    + "operator by itself while you look for a slow one: every step then costs a hand-over.");

    public static final Option<Boolean> GENERIC_TYPES = GROUP.flag("pipeline.generic-types")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether records of types that have no serializer of ours may be written by the general one, which "
                    + "is slower and tolerates no change of the class. false refuses such a job, and names the type.");

    public static final Option<Boolean> AUTO_UIDS = GROUP.flag("pipeline.auto-generate-uids")
            .defaultsTo("true")
            .means("Whether operators without a uid get one from their place in the graph, which a change of the "
                    + "graph may change too. false refuses such a job, so that every savepoint of it stays usable.");

    public static final OptionFamily GLOBAL_PARAMETER = GROUP.familyNotInEffect(
            "pipeline.global-job-parameters.",
            "<name>",
            "One parameter of your own, for those who write them nested below pipeline.global-job-parameters.");

    private ExecutionOptions() {}
}
