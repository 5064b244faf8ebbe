package dev.selvage.jobmanager.rest;

import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Part;
import dev.selvage.platform.http.Route;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes jobs that a client has packed, as a form with the parts {@code job}, {@code program}, and {@code jar} for each jar in the
 * order in which they are searched.
 */
final class SubmissionRoutes {

    private static final Logger LOG = LogManager.getLogger(SubmissionRoutes.class);

    private static final int ACCEPTED = 202;
    private static final int BAD = 400;
    private static final int CONFLICT = 409;
    private static final int NOT_NOW = 503;

    private final LeaderGate gate;
    private final Path temporary;
    private final Optional<String> closed;

    /**
     * The route for submissions.
     *
     * @param temporary a directory for what is being handed over
     * @param closed why nobody may bring jobs, if that is so
     */
    SubmissionRoutes(LeaderGate gate, Path temporary, Optional<String> closed) {
        this.gate = gate;
        this.temporary = temporary;
        this.closed = closed;
    }

    List<Route> routes() {
        return List.of(Route.post("/jobs", gate.by(this::submit)));
    }

    private record Submitted(String submitUrl) {}

    private HttpReply submit(HttpRequest request, Leader leader) throws Exception {
        Requests.checkOpen(closed);
        Path directory = Files.createTempDirectory(temporary, "submission-");
        try {
            PackedJob packed = unpack(request, directory);
            String job = accept(packed, leader);
            return HttpReply.json(ACCEPTED, new Submitted("/jobs/" + job));
        } finally {
            LocalFileStorage.deleteTree(directory);
        }
    }

    /** Returns the job's identifier once it is accepted. */
    static String accept(PackedJob packed, Leader leader) throws HttpProblem {
        JobId job = idOf(packed);
        Optional<String> lost = Optional.ofNullable(leader.jobs().unreadable().get(job));
        if (lost.isPresent()) {
            throw new HttpProblem(
                    CONFLICT,
                    "Expected a job that is new or runs, but found job " + job + " suspended: " + lost.get()
                            + " Bring that back and restart the JobManager, or cancel the job and submit it as a new one.");
        }
        WriteOutcome outcome = store(packed, job, leader);
        if (outcome != WriteOutcome.WRITTEN) {
            throw new HttpProblem(
                    NOT_NOW,
                    "Expected to record job " + job + ", but that was " + outcome
                            + ": submit it again, which does not run it twice.");
        }
        return job.toString();
    }

    /** Where to keep a job is the user's to mend as often as not, who has to be told what is wrong with it. */
    private static WriteOutcome store(PackedJob packed, JobId job, Leader leader) throws HttpProblem {
        try {
            return leader.jobs().accept(packed);
        } catch (IOException e) {
            LOG.warn("Job {} is not accepted, since it cannot be stored.", job, e);
            throw new HttpProblem(
                    NOT_NOW,
                    "Expected to store job " + job + ", but could not, and it is not accepted: " + e.getMessage());
        }
    }

    private static JobId idOf(PackedJob packed) throws HttpProblem {
        try {
            return packed.job().plan().job();
        } catch (IOException e) {
            throw new HttpProblem(BAD, String.valueOf(e.getMessage()));
        }
    }

    private static PackedJob unpack(HttpRequest request, Path directory) throws Exception {
        PackedJob packed = new PackedJob(new LocalFileStorage(), StoragePath.parse(directory.toString()));
        move(part(request, "job"), directory.resolve("job"));
        move(part(request, "program"), directory.resolve("program"));
        List<Part> jars = request.parts().stream()
                .filter(part -> part.name().equals("jar"))
                .toList();
        Path place = Files.createDirectories(directory.resolve("jars"));
        for (int number = 0; number < jars.size(); number++) {
            move(jars.get(number), place.resolve(PackedJob.jarName(number)));
        }
        return packed;
    }

    private static Part part(HttpRequest request, String name) throws HttpProblem {
        return Optional.of(name)
                .flatMap(request::part)
                .orElseThrow(() -> new HttpProblem(
                        BAD,
                        "Expected a form with the parts job, program and any number of jar, but found no " + name
                                + ": submit with the client of this release."));
    }

    private static void move(Part part, Path to) throws IOException {
        Files.move(part.file(), to);
    }
}
