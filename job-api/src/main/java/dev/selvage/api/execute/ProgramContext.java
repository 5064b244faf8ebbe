package dev.selvage.api.execute;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What a program's environment begins with, for those who call a {@code main()} themselves, such as a command line: settings,
 * and whoever takes its jobs. Holds within the call, on its thread and on threads begun by it.
 *
 * <pre>{@code
 * import java.util.concurrent.Callable;
 * List<StreamGraph> graphsOf(Callable<?> program, JobClient client) throws Exception {
 *     List<StreamGraph> graphs = new ArrayList<>();
 *     JobExecutor recorder = new JobExecutor() {
 *         public String target() {
 *             return "recorder";
 *         }
 *
 *         public JobClient submit(StreamGraph graph) {
 *             graphs.add(graph);
 *             return client;
 *         }
 *     };
 *     ProgramContext.call(Map.of("parallelism.default", "4"), recorder, program);
 *     return graphs;
 * }
 * }</pre>
 */
public final class ProgramContext {
    private static final ProgramContext NONE = new ProgramContext(Map.of(), Optional.empty());

    private static final InheritableThreadLocal<ProgramContext> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected ProgramContext initialValue() {
            return NONE;
        }
    };

    private final Map<String, String> settings;
    private final Optional<JobExecutor> executor;

    private ProgramContext(Map<String, String> settings, Optional<JobExecutor> executor) {
        this.settings = Map.copyOf(settings);
        this.executor = executor;
    }

    /** The one that holds here; without settings and executor, if nobody called. */
    public static ProgramContext current() {
        return CURRENT.get();
    }

    /** Calls a program whose jobs all go to {@code executor}; what it sets itself wins over {@code settings}. */
    public static <R> R call(Map<String, String> settings, JobExecutor executor, Callable<R> program) throws Exception {
        ProgramContext before = CURRENT.get();
        CURRENT.set(new ProgramContext(settings, Optional.of(executor)));
        try {
            return program.call();
        } finally {
            CURRENT.set(before);
        }
    }

    /** What the options are to begin with. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The executor of a target, or whoever takes all jobs. */
    public JobExecutor executorFor(String target) {
        return executor.orElseGet(() -> JobExecutors.forTarget(target));
    }
}
