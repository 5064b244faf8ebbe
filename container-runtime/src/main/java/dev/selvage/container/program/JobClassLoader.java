package dev.selvage.container.program;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.classes.ChildFirstClassLoader;
import dev.selvage.platform.classes.ClassOrder;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** The classes of one job, which go when the job is forgotten. Any thread. */
public class JobClassLoader extends ChildFirstClassLoader {

    static {
        registerAsParallelCapable();
    }

    JobClassLoader(String job, List<URL> jars, ClassLoader cluster, ClassOrder order) {
        super("job-" + job, jars, cluster, order);
    }

    /** The classes of a program whose {@code main()} is to be called, found as those of a job are. */
    public static URLClassLoader ofProgram(
            String program, List<URL> jars, ClassLoader cluster, Configuration configuration) {
        return new ProgramClassLoader(program, jars, cluster, ClassOrder.ofJobs(configuration));
    }
}
