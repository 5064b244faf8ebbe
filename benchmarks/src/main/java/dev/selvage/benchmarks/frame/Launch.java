package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Keys;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param isWorker whether its processor time is that of the work; a coordinator's is told apart
 * @param environment variables besides those of this process
 */
record Launch(
        String classPath,
        List<String> jvmOptions,
        String mainClass,
        WorkerArguments arguments,
        boolean isWorker,
        Map<String, String> environment) {

    private static final String WORKER_HEAP = "3g";
    private static final String COORDINATOR_HEAP = "512m";

    Launch(String classPath, List<String> jvmOptions, String mainClass, WorkerArguments arguments, boolean isWorker) {
        this(classPath, jvmOptions, mainClass, arguments, isWorker, Map.of());
    }

    /** The same collector and heap for all engines. */
    List<String> command() {
        String heap = isWorker ? WORKER_HEAP : COORDINATOR_HEAP;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC", "-XX:+UseTransparentHugePages"));
        command.add(
                "-D" + Keys.PROPERTY + "=" + Math.max(1, arguments.workload().keys()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments.toList());
        return command;
    }

    String name() {
        return arguments.role() + "-" + arguments.process();
    }
}
