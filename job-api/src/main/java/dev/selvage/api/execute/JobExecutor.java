package dev.selvage.api.execute;

import dev.selvage.api.graph.StreamGraph;

/**
 * Runs jobs somewhere; found on the class path by {@link java.util.ServiceLoader}. For those who build runtimes.
 *
 * <pre>{@code
 * JobClient run(JobExecutor executor, StreamGraph graph) {
 *     return executor.submit(graph);
 * }
 * }</pre>
 */
public interface JobExecutor {
    /** The target that it stands for, such as {@code local}: the value of {@code execution.target}. */
    String target();

    /** Accepts a job; returns when it is safe with whoever runs it. */
    JobClient submit(StreamGraph graph);
}
