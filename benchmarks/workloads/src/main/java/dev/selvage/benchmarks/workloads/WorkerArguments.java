package dev.selvage.benchmarks.workloads;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process of an engine is told.
 *
 * @param role what this process is to be; each engine has its own names
 * @param process which of the workers it is, from 0
 * @param ports free ones of this machine, as many as the engine asked for
 * @param checkpoints where checkpoints go, as a URI
 */
public record WorkerArguments(
        Workload workload, String role, int process, int processes, List<Integer> ports, String checkpoints) {

    /** How many splits run in each worker. */
    public int splitsHere() {
        return Workload.SPLITS / processes;
    }

    public List<String> toList() {
        return List.of(
                "--workload",
                workload.label(),
                "--role",
                role,
                "--process",
                String.valueOf(process),
                "--processes",
                String.valueOf(processes),
                "--ports",
                String.join(",", ports.stream().map(String::valueOf).toList()),
                "--checkpoints",
                checkpoints);
    }

    public static WorkerArguments parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        return new WorkerArguments(
                Workload.of(required(values, "--workload")),
                required(values, "--role"),
                Integer.parseInt(required(values, "--process")),
                Integer.parseInt(required(values, "--processes")),
                Stream.of(required(values, "--ports").split(",", -1))
                        .filter(port -> !port.isEmpty())
                        .map(Integer::valueOf)
                        .toList(),
                required(values, "--checkpoints"));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected " + name + " among the arguments, but found " + values + ".");
        }
        return value;
    }
}
