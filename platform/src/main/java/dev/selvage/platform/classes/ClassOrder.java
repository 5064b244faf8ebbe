package dev.selvage.platform.classes;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.Option;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where classes come from for code that brings jars along.
 *
 * @param childFirst whether its jars are asked before the cluster
 * @param alwaysOfCluster beginnings of names of which they are never asked first
 */
public record ClassOrder(boolean childFirst, List<String> alwaysOfCluster) {

    /** Whoever brings the JDK's or our own classes along means ours. */
    private static final List<String> OURS = List.of("java.", "dev.selvage.");

    public ClassOrder {
        alwaysOfCluster = List.copyOf(alwaysOfCluster);
    }

    /** That of jobs. */
    public static ClassOrder ofJobs(Configuration configuration) {
        return new ClassOrder(
                configuration.get(ProcessOptions.RESOLVE_ORDER) == ProcessOptions.ResolveOrder.CHILD_FIRST,
                patterns(configuration, ProcessOptions.PARENT_FIRST, ProcessOptions.PARENT_FIRST_ADDITIONAL));
    }

    /** That of plugins. */
    public static ClassOrder ofPlugins(Configuration configuration) {
        return new ClassOrder(
                true,
                patterns(
                        configuration,
                        ProcessOptions.PLUGIN_PARENT_FIRST,
                        ProcessOptions.PLUGIN_PARENT_FIRST_ADDITIONAL));
    }

    private static List<String> patterns(
            Configuration configuration, Option<List<String>> usual, Option<List<String>> additional) {
        return Stream.of(
                        OURS,
                        configuration.get(usual),
                        configuration.find(additional).orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    boolean asksJarsFirst(String className) {
        return childFirst && alwaysOfCluster.stream().noneMatch(className::startsWith);
    }
}
