package dev.selvage.container.program;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of one job: those in its jars come first, so that a job may bring its own version of any library; but not what
 * both sides must mean the same by. Any thread.
 */
public class JobClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader cluster;
    private final Order order;

    /**
     * Where classes come from.
     *
     * @param childFirst whether a job's jars are asked before the cluster
     * @param alwaysOfCluster beginnings of names of which they are never asked first
     */
    record Order(boolean childFirst, List<String> alwaysOfCluster) {

        /** Whoever brings the JDK's or our own classes along means ours. */
        private static final List<String> OURS = List.of("java.", "dev.selvage.");

        static Order of(Configuration configuration) {
            List<String> patterns = Stream.of(
                            OURS,
                            configuration.get(ProcessOptions.PARENT_FIRST),
                            configuration
                                    .find(ProcessOptions.PARENT_FIRST_ADDITIONAL)
                                    .orElse(List.of()))
                    .flatMap(List::stream)
                    .toList();
            return new Order(
                    configuration.get(ProcessOptions.RESOLVE_ORDER) == ProcessOptions.ResolveOrder.CHILD_FIRST,
                    patterns);
        }

        private boolean asksJarsFirst(String className) {
            return childFirst && alwaysOfCluster.stream().noneMatch(className::startsWith);
        }
    }

    JobClassLoader(String job, List<URL> jars, ClassLoader cluster, Order order) {
        super("job-" + job, jars.toArray(URL[]::new), cluster);
        this.cluster = cluster;
        this.order = order;
    }

    /** The classes of a program whose {@code main()} is to be called, found as those of a job are. */
    public static URLClassLoader ofProgram(
            String program, List<URL> jars, ClassLoader cluster, Configuration configuration) {
        return new ProgramClassLoader(program, jars, cluster, Order.of(configuration));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known == null && order.asksJarsFirst(name)) {
                try {
                    known = findClass(name);
                } catch (ClassNotFoundException e) {
                    // The cluster may have it.
                }
            }
            return known == null ? super.loadClass(name, resolve) : known;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = order.asksJarsFirst(name.replace('/', '.')) ? findResource(name) : null;
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        if (order.asksJarsFirst(name.replace('/', '.'))) {
            found.addAll(Collections.list(findResources(name)));
            found.addAll(Collections.list(cluster.getResources(name)));
        } else {
            found.addAll(Collections.list(cluster.getResources(name)));
            found.addAll(Collections.list(findResources(name)));
        }
        return Collections.enumeration(found);
    }
}
