package dev.selvage.benchmarks.failover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What all attempts of all subtasks left behind. */
record Traces(Path directory) {

    /** Whether each subtask has written in an attempt that began after this moment. */
    boolean resumedAfter(long micros) throws IOException {
        for (int subtask = 0; subtask < FailoverJob.PARALLELISM; subtask++) {
            if (beginsAfter(micros, subtask) == Long.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    private long beginsAfter(long micros, int subtask) throws IOException {
        long first = Long.MAX_VALUE;
        for (Trace trace : Trace.all(directory)) {
            List<Long> moments = trace.subtask() == subtask ? trace.micros(directory) : List.of();
            if (!moments.isEmpty() && moments.get(0) > micros) {
                first = Math.min(first, moments.get(0));
            }
        }
        return first;
    }

    /** The process in which a subtask wrote last. */
    long processOf(int subtask) throws IOException {
        long last = 0;
        long process = 0;
        for (Trace trace : Trace.all(directory)) {
            List<Long> moments = trace.subtask() == subtask ? trace.micros(directory) : List.of();
            if (!moments.isEmpty() && moments.get(moments.size() - 1) > last) {
                last = moments.get(moments.size() - 1);
                process = trace.process();
            }
        }
        return process;
    }

    /** The longest time, of any subtask, between two moments of which the second is after this one. */
    long longestGapMicros(long after) throws IOException {
        long longest = 0;
        for (int subtask = 0; subtask < FailoverJob.PARALLELISM; subtask++) {
            List<Long> moments = momentsOf(subtask);
            for (int i = 1; i < moments.size(); i++) {
                if (moments.get(i) > after) {
                    longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
                }
            }
        }
        return longest;
    }

    private List<Long> momentsOf(int subtask) throws IOException {
        List<Long> all = new ArrayList<>();
        for (Trace trace : Trace.all(directory)) {
            if (trace.subtask() == subtask) {
                all.addAll(trace.micros(directory));
            }
        }
        return all.stream().sorted().toList();
    }

    /** When the last of all subtasks wrote again, counted from this moment. */
    long resumedMicros(long after) throws IOException {
        long last = 0;
        for (int subtask : IntStream.range(0, FailoverJob.PARALLELISM).toArray()) {
            last = Math.max(last, beginsAfter(after, subtask));
        }
        return last - after;
    }
}
