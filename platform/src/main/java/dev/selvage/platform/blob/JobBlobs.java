package dev.selvage.platform.blob;

import java.util.List;

/**
 * All files that the tasks of a job need.
 *
 * @param program what they run
 * @param jars the user's classes, in the order in which they are searched; none if the processes have them
 */
public record JobBlobs(Blob program, List<Blob> jars) {

    public JobBlobs {
        jars = List.copyOf(jars);
    }
}
