package dev.selvage.testing;

import dev.selvage.api.DataStream;
import dev.selvage.api.OutputTag;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.container.operator.OperatorFailure;
import dev.selvage.container.task.HandFedTasks;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all harnesses do: they run an operator as the real tasks of a job would, on the thread of the test. Nothing happens
 * but by a call, and when a call returns, all that follows from it has happened. The clock stands still until it is moved.
 *
 * @param <O> the records that come out
 * @param <H> the harness itself
 */
public abstract class Harness<O, H extends Harness<O, H>> implements AutoCloseable {
    private static final JobId JOB = new JobId(0, 1);

    private final HarnessOutput output = HarnessOutput.open();
    private final List<OutputTag<?>> tags = new ArrayList<>();
    private int parallelism = 1;
    private int attempts;
    private long checkpoints;
    private long millis;
    private Optional<HandFedTasks> tasks = Optional.empty();

    Harness() {}

    /** The operator, on streams that {@link #input} makes. */
    abstract DataStream<O> program(StreamExecutionEnvironment environment);

    abstract H self();

    static <T> DataStream<T> input(StreamExecutionEnvironment environment, DataType<T> type, String name) {
        return environment
                .fromSource(new NoSource<>(type), WatermarkStrategy.noWatermarks(), name)
                .setParallelism(1)
                .disableChaining();
    }

    /** Collects a side output too; said before the first record. */
    public H withSideOutput(OutputTag<?> tag) {
        requireNotBegun("side outputs are named");
        tags.add(tag);
        return self();
    }

    /** Runs so many subtasks of the operator; said before the first record. Records without keys go to each in turn. */
    public H withParallelism(int subtasks) {
        requireNotBegun("the parallelism is set");
        parallelism = subtasks;
        return self();
    }

    private void requireNotBegun(String what) {
        if (tasks.isPresent()) {
            throw new IllegalStateException("Wanted a harness that has not begun, since only then " + what
                    + ", found one that has records or a clock already: say it first.");
        }
    }

    private HandFedTasks tasks() throws Exception {
        if (tasks.isEmpty()) {
            start(Optional.empty());
        }
        return tasks.orElseThrow();
    }

    private void start(Optional<HarnessSnapshot> from) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(parallelism);
        DataStream<O> out = program(environment);
        out.sinkTo(output.main());
        tags.forEach(tag -> collect(out, tag));
        attempts++;
        tasks = Optional.of(new HandFedTasks(
                Planner.plan(JOB, environment.streamGraph("harness"), Configuration.empty()),
                Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                        .orElseGet(Harness.class::getClassLoader),
                attempts,
                from.map(HarnessSnapshot::manifest),
                () -> millis));
    }

    private <T> void collect(DataStream<?> out, OutputTag<T> tag) {
        out.getSideOutput(tag).sinkTo(output.side(tag.getId()));
    }

    /** Something to do with the tasks. */
    interface Deed<R> {
        R with(HandFedTasks tasks) throws Exception;
    }

    /** Does it, and throws what user code threw as it was thrown, as far as it needs no declaration. */
    final <R> R act(Deed<R> deed) {
        try {
            return deed.with(tasks());
        } catch (OperatorFailure failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            } else if (failure.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw failure;
        } catch (InvalidJobException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException("Wanted to run the operator, found: " + thrown, thrown);
        }
    }

    final H does(Deed<?> deed) {
        act(deed);
        return self();
    }

    final H feed(int input, Object value, long timestamp) {
        return does(running -> {
            running.feed(input, value, timestamp);
            return timestamp;
        });
    }

    final H watermark(int input, long timestamp) {
        return does(running -> {
            running.watermark(input, timestamp);
            return timestamp;
        });
    }

    /** Moves the clock on; timers of processing time fire, and values expire. It begins at 0. */
    public H advanceTime(Duration by) {
        return does(running -> {
            millis += by.toMillis();
            running.run();
            return millis;
        });
    }

    /** Ends all inputs: event time comes to its end, and what is held back comes out. Nothing can follow. */
    public H endOfInput() {
        return does(running -> {
            running.endOfInput();
            return true;
        });
    }

    /** Takes what has come out since it was taken last. */
    public List<O> output() {
        return records().stream().map(TimestampedRecord::value).toList();
    }

    /** The same, with timestamps. */
    @SuppressWarnings("unchecked") // Only the sink behind the operator puts records there.
    public List<TimestampedRecord<O>> records() {
        return act(running -> output.takeMain()).stream()
                .map(each -> (TimestampedRecord<O>) each)
                .toList();
    }

    /** Takes what has come out of a side output, which was {@linkplain #withSideOutput named} before. */
    @SuppressWarnings("unchecked") // Only the sink behind that output puts records there.
    public <T> List<T> output(OutputTag<T> tag) {
        if (tags.stream().noneMatch(known -> known.getId().equals(tag.getId()))) {
            throw new IllegalStateException("Wanted the side output '" + tag.getId()
                    + "', found that nobody collects it: call withSideOutput before the first record.");
        }
        return act(running -> output.take(tag.getId())).stream()
                .map(each -> (T) each.value())
                .toList();
    }

    /** What functions have counted, by name, since they were started last. */
    public Map<String, Long> counters() {
        return act(HandFedTasks::counts);
    }

    /** A checkpoint: the state as it is now. The operator goes on. */
    public HarnessSnapshot snapshot() {
        return act(running -> new HarnessSnapshot(running.snapshot(new CheckpointId(++checkpoints)), millis));
    }

    /** Fails, and starts the operator anew from a snapshot. What has come out stays; the clock goes on. */
    public H restore(HarnessSnapshot from) {
        return restore(from, parallelism);
    }

    /** The same with another number of subtasks, as after rescaling. */
    public H restore(HarnessSnapshot from, int subtasks) {
        stop();
        parallelism = subtasks;
        millis = Math.max(millis, from.millis());
        try {
            start(Optional.of(from));
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException("Wanted to restore the operator, found: " + thrown, thrown);
        }
        return self();
    }

    private void stop() {
        try {
            if (tasks.isPresent()) {
                tasks.get().close();
            }
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        } finally {
            tasks = Optional.empty();
        }
    }

    /** Closes the operator's functions. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            output.close();
        }
    }
}
