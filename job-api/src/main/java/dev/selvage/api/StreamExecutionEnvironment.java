package dev.selvage.api;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.JobResult;
import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.source.Elements;
import dev.selvage.api.source.EnumeratedSource;
import dev.selvage.api.source.Source;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a job begins: it makes streams from sources, keeps what is made of them, and executes it.
 *
 * <pre>{@code
 * StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
 * env.setParallelism(4).enableCheckpointing(Duration.ofSeconds(10));
 * env.fromSequence(1, 1_000_000).keyBy(number -> number % 10).reduce(Long::sum).print();
 * env.execute("sums");
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class StreamExecutionEnvironment {
    private static final String LOCAL = "local";

    /** That of the option, so that it is refused in the line that sets it. */
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

    /** Longer than any job, and small enough to be counted in nanoseconds. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(36_500);

    private final ProgramContext context;
    private final ProgramSettings settings;

    /** What is to be executed; an operator stands behind those that it reads from. */
    private final List<OperatorDraft> drafts = new ArrayList<>();

    /** Those of {@link #drafts} that no job has carried out. */
    private final Set<OperatorDraft> pending = new HashSet<>();

    private StreamExecutionEnvironment(ProgramContext context) {
        this.context = context;
        this.settings = new ProgramSettings(context.settings());
    }

    /** A new environment, with the settings of whoever runs this program. */
    public static StreamExecutionEnvironment getExecutionEnvironment() {
        return new StreamExecutionEnvironment(ProgramContext.current());
    }

    /** Sets any option by its key, for this job alone. */
    public StreamExecutionEnvironment set(String key, String value) {
        settings.set(key, value);
        return this;
    }

    /** Into how many subtasks operators are divided that do not say it themselves. */
    public StreamExecutionEnvironment setParallelism(int parallelism) {
        return set(ProgramSettings.PARALLELISM, Integer.toString(Parallelism.check("parallelism", parallelism)));
    }

    /** Into how many subtasks operators may ever be divided that do not say it themselves. */
    public StreamExecutionEnvironment setMaxParallelism(int maxParallelism) {
        int checked = Parallelism.check("highest parallelism", maxParallelism);
        return set(ProgramSettings.MAX_PARALLELISM, Integer.toString(checked));
    }

    /** Takes a checkpoint so often: after a failure the job goes on from the last one. */
    public StreamExecutionEnvironment enableCheckpointing(Duration interval) {
        if (interval.compareTo(LEAST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("Checkpoints must be from " + LEAST_INTERVAL.toMillis() + " ms to "
                    + LONGEST_INTERVAL.toDays() + " days apart, but an interval of " + interval + " was given.");
        }
        return set(ProgramSettings.CHECKPOINT_INTERVAL, interval.toMillis() + " ms");
    }

    /** Gives every operator a task of its own: slower, but each is seen by itself. */
    public StreamExecutionEnvironment disableOperatorChaining() {
        return set(ProgramSettings.CHAINING, "false");
    }

    /** The records of a source. */
    public <T> DataStream<T> fromSource(Source<T, ?> source, WatermarkStrategy<T> watermarks, String name) {
        String callSite = CallSite.find().place();
        Operation reading = Erasure.read(source, watermarks);
        if (!(source instanceof EnumeratedSource<T, ?> enumerated)) {
            return stream(keep(new OperatorDraft(name, reading, List.of(), source.recordType(), callSite)));
        }
        OperatorDraft splits = keep(new OperatorDraft(
                OperatorDraft.ofSplits(name),
                Erasure.read(enumerated.enumerator(), WatermarkStrategy.noWatermarks()),
                List.of(),
                enumerated.splitType(),
                callSite));
        splits.setParallelism(1);
        splits.chaining(Chaining.NEVER);
        Feed onDemand = Feed.mainOutputOf(splits).distributed(new Partitioning.OnDemand());
        OperatorDraft reader =
                keep(new OperatorDraft(name, reading, List.of(List.of(onDemand)), source.recordType(), callSite));
        reader.enumeratedBy(splits);
        return stream(reader);
    }

    /** The numbers from one to another, both included; up to {@link Long#MAX_VALUE} it does not end. */
    public DataStream<Long> fromSequence(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException("A sequence goes up, but was to go from " + from + " to " + to + ".");
        }
        // More than can be counted are more than will ever be read.
        long count = to - from < 0 || to == Long.MAX_VALUE ? Long.MAX_VALUE : to - from + 1;
        return builtIn("fromSequence", DataGeneratorSource.of(index -> from + index, count, Types.LONG));
    }

    /** Records that the program brings along. */
    @SafeVarargs
    public final <T> DataStream<T> fromData(T... elements) {
        List<T> list = new ArrayList<>();
        for (T element : elements) {
            list.add(element);
        }
        return fromData(list);
    }

    /** Records that the program brings along. */
    public <T> DataStream<T> fromData(Collection<T> elements) {
        return fromData(elements, Elements.typeOf(elements));
    }

    /** Records that the program brings along, of a type that their class does not tell. */
    public <T> DataStream<T> fromData(Collection<T> elements, DataType<T> type) {
        return builtIn("fromData", Elements.source(elements, type));
    }

    /** Runs the job under the name that {@code pipeline.name} gives it, or else that of the program, and waits for its end. */
    public JobResult execute() {
        return executeAsync().result();
    }

    /** Runs the job and waits for its end. */
    public JobResult execute(String jobName) {
        return executeAsync(jobName).result();
    }

    /** Runs the job under the name that {@code pipeline.name} gives it, or else that of the program. */
    public JobClient executeAsync() {
        return submit(new StreamGraphBuilder(settings).build(defaultJobName(), needed()));
    }

    /** Runs the job. What is made of this environment's streams afterwards is another job. */
    public JobClient executeAsync(String jobName) {
        return submit(streamGraph(jobName));
    }

    private JobClient submit(StreamGraph graph) {
        JobExecutor executor =
                context.executorFor(settings.get(ProgramSettings.TARGET).orElse(LOCAL));
        JobClient client = executor.submit(graph);
        pending.clear();
        return client;
    }

    /** What {@link #execute(String)} would run. */
    public StreamGraph streamGraph(String jobName) {
        // As a setting it outweighs what is set outside, which the name of the program does not.
        ProgramSettings named = new ProgramSettings(settings.asMap());
        named.set(ProgramSettings.JOB_NAME, jobName);
        return new StreamGraphBuilder(named).build(jobName, needed());
    }

    /** The name that was set, or that of the class which calls. */
    String defaultJobName() {
        String program = CallSite.find().programName();
        return settings.get(ProgramSettings.JOB_NAME).orElse(program.isEmpty() ? "job" : program);
    }

    /** A further operator, and what comes out of it. */
    <O> DataStream<O> record(String kind, Operation operation, List<List<Feed>> inputs, DataType<?> outputType) {
        return stream(draft(kind, operation, inputs, outputType));
    }

    /** A further operator. */
    OperatorDraft draft(String kind, Operation operation, List<List<Feed>> inputs, DataType<?> outputType) {
        String callSite = CallSite.find().place();
        return keep(new OperatorDraft(kind + " at " + callSite, operation, inputs, outputType, callSite));
    }

    void checkSame(StreamExecutionEnvironment other, String method) {
        if (this != other) {
            throw new IllegalArgumentException(method + " at " + CallSite.find().place()
                    + ": the streams are of two environments, but a job has one. Make both sources with the same one.");
        }
    }

    private <T> DataStream<T> builtIn(String kind, DataGeneratorSource<T> source) {
        String callSite = CallSite.find().place();
        return stream(keep(new OperatorDraft(
                kind + " at " + callSite,
                Erasure.read(source, WatermarkStrategy.noWatermarks()),
                List.of(),
                source.recordType(),
                callSite)));
    }

    private OperatorDraft keep(OperatorDraft draft) {
        drafts.add(draft);
        pending.add(draft);
        return draft;
    }

    private <T> DataStream<T> stream(OperatorDraft draft) {
        return new DataStream<>(this, List.of(Feed.mainOutputOf(draft)));
    }

    /** What was not executed yet, and what that reads from: a stream may go on in a second job, from its sources. */
    private List<OperatorDraft> needed() {
        Set<OperatorDraft> needed = new HashSet<>(pending);
        for (int i = drafts.size() - 1; i >= 0; i--) {
            if (needed.contains(drafts.get(i))) {
                drafts.get(i).inputs().stream()
                        .flatMap(List::stream)
                        .map(Feed::from)
                        .forEach(needed::add);
            }
        }
        return drafts.stream().filter(needed::contains).toList();
    }
}
