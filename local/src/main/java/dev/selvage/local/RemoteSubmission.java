package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.program.JobUpload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hands a graph, which need not come from a {@code main()}, to a cluster that takes jobs by REST. */
public final class RemoteSubmission {

    private RemoteSubmission() {}

    /**
     * Returns when the cluster has accepted the job, and so does not lose it any more. Throws {@link IllegalArgumentException} with a
     * sentence for each mistake in it.
     *
     * @param jars with the job's classes, in the order in which they are searched; none if the cluster's processes have them
     */
    public static JobId submit(StreamGraph graph, List<Path> jars, RestClient cluster)
            throws IOException, InterruptedException {
        return JobPacking.withPackage(graph, jars, job -> {
            JobUpload.send(job, cluster);
            return job.plan().job();
        });
    }
}
