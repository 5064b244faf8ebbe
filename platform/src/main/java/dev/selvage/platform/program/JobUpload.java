package dev.selvage.platform.program;

import dev.selvage.platform.http.client.FormPart;
import dev.selvage.platform.http.client.RestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hands a job to a cluster that takes jobs by REST. */
public final class JobUpload {

    private static final String BYTES = "application/octet-stream";
    private static final String JARS = "jars/";

    private JobUpload() {}

    /** What a cluster answers that has accepted a job. */
    record Submitted(String submitUrl) {}

    /**
     * Returns when the cluster has accepted the job, and so does not lose it any more. Where the answer is lost it may be sent once
     * more, and does not run twice.
     */
    public static void send(JobPackage job, RestClient cluster) throws IOException, InterruptedException {
        List<FormPart> parts = new ArrayList<>();
        for (JobPackage.Piece piece : job.pieces()) {
            String part = piece.name().startsWith(JARS) ? "jar" : piece.name();
            parts.add(FormPart.file(part, piece.file(), BYTES));
        }
        cluster.upload("/jobs", parts, Submitted.class);
    }
}
