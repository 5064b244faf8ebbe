package dev.selvage.local.program;

import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.ProgramContext;
import dev.selvage.container.program.JobClassLoader;
import dev.selvage.container.program.ProgramExit;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.local.ProgramConfiguration;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/** {@code main()} of a user's program, with the classes of its jars, which are let go when it is closed. */
final class MainCall implements AutoCloseable {

    private final URLClassLoader classes;
    private final Method main;

    private MainCall(URLClassLoader classes, Method main) {
        this.classes = classes;
        this.main = main;
    }

    /**
     * That of a class; throws {@link IllegalArgumentException} with the second half of a sentence if there is none.
     *
     * @param settings say, with the files of the configuration, which classes come from the jars and which from here
     */
    static MainCall find(String entryClass, List<Path> jars, Map<String, String> settings) throws IOException {
        Configuration configuration = ProgramConfiguration.of(settings, System.getenv());
        List<URL> places = new ArrayList<>();
        for (Path jar : jars) {
            places.add(jar.toUri().toURL());
        }
        ClassLoader cluster = MainCall.class.getClassLoader();
        URLClassLoader classes = JobClassLoader.ofProgram(entryClass, places, cluster, configuration);
        try {
            return new MainCall(classes, mainOf(entryClass, classes));
        } catch (IllegalArgumentException e) {
            classes.close();
            throw e;
        }
    }

    private static Method mainOf(String name, ClassLoader classes) {
        try {
            Method main = Class.forName(name, false, classes).getMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw new IllegalArgumentException("its main method is not static");
            }
            main.setAccessible(true);
            return main;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no such class in the jar", e);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("that class has no public method main(String[])", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("that class cannot be loaded: " + e, e);
        }
    }

    /**
     * Calls it on this thread.
     *
     * @param settings what its environment begins with
     * @param jobs takes the jobs that it executes
     * @param exit is told if it calls {@code System.exit()}, on the thread that does so
     * @throws InvocationTargetException with what it has thrown
     */
    void call(List<String> arguments, Map<String, String> settings, JobExecutor jobs, IntConsumer exit)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            Callable<JobExecutor> program = () -> {
                main.invoke(null, (Object) arguments.toArray(String[]::new));
                return jobs;
            };
            ProgramExit.call(() -> ProgramContext.call(settings, jobs, program), exit);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
