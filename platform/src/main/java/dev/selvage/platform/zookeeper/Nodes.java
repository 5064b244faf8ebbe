package dev.selvage.platform.zookeeper;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a cluster keeps what in ZooKeeper: the one place for the names of its nodes.
 *
 * @param root below which everything of the cluster lies
 */
record Nodes(String root) {

    private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");

    /** Those of a cluster below the node that all clusters share. */
    static Nodes of(String shared, ClusterId cluster) {
        return new Nodes(shared + "/" + cluster.name());
    }

    /** Who leads; it is never deleted, and its version is what every decision checks. */
    String leader() {
        return root + "/leader";
    }

    /** Who may try to lead. */
    String latch() {
        return root + "/latch";
    }

    /** What is recorded of jobs. */
    String jobs() {
        return root + "/jobs";
    }

    /** The job that a node or a directory is named after, if it is one. */
    static Optional<JobId> job(String name) {
        return JOB.matcher(name).matches() ? Optional.of(JobId.parse(name)) : Optional.empty();
    }

    String job(JobId job) {
        return jobs() + "/" + job;
    }

    String record(JobId job, String name) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("Expected a record's name without /, but found " + name + ".");
        }
        return job(job) + "/" + name;
    }
}
