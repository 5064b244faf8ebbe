package dev.selvage.platform.storage;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import java.util.List;

/** Where a cluster keeps what its processes tell each other by files: the one place for names that several of them must know. */
public record ClusterDirectory(ClusterId cluster, StoragePath path) {

    /** The directory that the options name; the cluster's identifier may be a path, such as {@code /streams/orders}. */
    public static ClusterDirectory of(Configuration configuration) throws InvalidConfigurationException {
        String storage = configuration.require(HighAvailabilityOptions.STORAGE_DIR);
        ClusterId cluster = cluster(configuration);
        try {
            StoragePath path = StoragePath.parse(storage);
            for (String name : cluster.name().split("/", -1)) {
                path = path.child(name);
            }
            return new ClusterDirectory(cluster, path);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    List.of(HighAvailabilityOptions.STORAGE_DIR.key() + ": " + e.getMessage()));
        }
    }

    /** Of which cluster the options are. */
    public static ClusterId cluster(Configuration configuration) throws InvalidConfigurationException {
        try {
            return new ClusterId(
                    configuration.get(HighAvailabilityOptions.CLUSTER_ID).replaceFirst("^/", ""));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    List.of(HighAvailabilityOptions.CLUSTER_ID.key() + ": " + e.getMessage()));
        }
    }

    /** All files of a job that are not decisions. */
    public StoragePath job(JobId job) {
        return path.child("jobs").child(job.toString());
    }

    /** What a job's tasks run. */
    public StoragePath program(JobId job) {
        return job(job).child("program");
    }

    /** The user's classes, as jars with names by which they come in order; nothing is there if the job has none of its own. */
    public StoragePath jars(JobId job) {
        return job(job).child("jars");
    }

    /** Where a job's checkpoints are, unless something else is said. */
    public StoragePath checkpoints(JobId job) {
        return job(job).child("checkpoints");
    }

    /** What leaders have recorded of jobs, where something else than a file says what counts. */
    public StoragePath records() {
        return path.child("records");
    }

    /** The same of one job. */
    public StoragePath records(JobId job) {
        return records().child(job.toString());
    }
}
