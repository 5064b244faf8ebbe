package dev.selvage.core.launch;

/**
 * A file that YARN puts into the working directory of a container. Size and time are part of it: YARN refuses a file that has
 * changed since.
 *
 * @param link its path in the working directory
 * @param source where it lies on a file system that all nodes share
 * @param isArchive whether it is unpacked, into a directory of that name
 * @param isPublic whether a node shares it among all applications and users, which takes that everybody may read it
 */
public record ContainerFile(
        String link, String source, long bytes, long modifiedMillis, boolean isArchive, boolean isPublic) {

    /** Whether a class path names it. */
    public boolean isJar() {
        return !isArchive && link.endsWith(".jar");
    }
}
