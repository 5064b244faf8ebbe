package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.http.client.FormPart;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Hands a job to a cluster that takes jobs by REST. */
public final class RemoteSubmission {

    private static final String BYTES = "application/octet-stream";

    private RemoteSubmission() {}

    /** What a cluster answers that has accepted a job. */
    record Submitted(String submitUrl) {}

    /**
     * Returns when the cluster has accepted the job, and so does not lose it any more. Throws {@link IllegalArgumentException} with a
     * sentence for each mistake in it.
     *
     * @param jars with the job's classes, in the order in which they are searched; none if the cluster's processes have them
     */
    public static JobId submit(StreamGraph graph, List<Path> jars, RestClient cluster)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("selvage-submission-");
        try {
            JobId job = JobPacking.pack(graph, List.of(), StoragePath.parse(directory.toString()));
            List<FormPart> parts = new ArrayList<>(List.of(
                    FormPart.file("job", directory.resolve("job"), BYTES),
                    FormPart.file("program", directory.resolve("program"), BYTES)));
            for (Path jar : jars) {
                parts.add(FormPart.file("jar", jar, BYTES));
            }
            cluster.upload("/jobs", parts, Submitted.class);
            return job;
        } finally {
            try (Stream<Path> found = Files.walk(directory)) {
                for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
