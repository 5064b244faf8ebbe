package dev.selvage.api;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.api.graph.StreamGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps graphs instead of running them; its jobs end when the test says so. */
final class FakeJob implements JobExecutor, JobClient {
    private final List<StreamGraph> graphs = new ArrayList<>();
    private volatile boolean running;
    private volatile boolean cancelled;
    private volatile Optional<JobFailedException> failure = Optional.empty();

    /** What was submitted. */
    List<StreamGraph> graphs() {
        return graphs;
    }

    /** Jobs go on until {@link #end} or {@link #cancel}. */
    void keepRunning() {
        running = true;
    }

    void end() {
        running = false;
    }

    void fail(String reason) {
        failure = Optional.of(new JobFailedException(reason, new IllegalStateException(reason)));
        running = false;
    }

    boolean wasCancelled() {
        return cancelled;
    }

    @Override
    public String target() {
        return "fake";
    }

    @Override
    public JobClient submit(StreamGraph graph) {
        graphs.add(graph);
        return this;
    }

    @Override
    public String getJobId() {
        return "0".repeat(32);
    }

    @Override
    public JobResult result() {
        return result(Duration.ZERO).orElseThrow(() -> new AssertionError("nobody ends this job"));
    }

    @Override
    public Optional<JobResult> result(Duration atMost) {
        failure.ifPresent(e -> {
            throw e;
        });
        return running ? Optional.empty() : Optional.of(new JobResult(getJobId(), cancelled, Duration.ZERO, Map.of()));
    }

    @Override
    public void cancel() {
        cancelled = true;
        running = false;
    }
}
