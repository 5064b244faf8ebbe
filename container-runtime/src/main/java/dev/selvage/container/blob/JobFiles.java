package dev.selvage.container.blob;

import dev.selvage.core.id.JobId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the tasks of a job need, as files of this process.
 *
 * @param jars in the order in which they are searched
 * @param release lets go of them; called once, when the job needs them no more
 */
public record JobFiles(Path program, List<Path> jars, Runnable release) {

    public JobFiles {
        jars = List.copyOf(jars);
    }

    /** Where they come from. Called from any thread; blocks until all of them are there. */
    @FunctionalInterface
    public interface Source {
        JobFiles of(JobId job) throws IOException;
    }
}
