package dev.selvage.jobmanager.rest;

import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.program.ProgramFailedException;
import dev.selvage.jobmanager.program.ProgramRuns;
import dev.selvage.jobmanager.program.UploadedJars;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Part;
import dev.selvage.platform.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jars that are uploaded, and run from here. They lie on the machine of whoever leads when they come. */
final class JarRoutes {

    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int NOT_NOW = 503;

    private final LeaderGate gate;
    private final UploadedJars jars;
    private final ProgramRuns programs;
    private final Optional<String> closed;
    private final String address;

    /**
     * The routes of a process.
     *
     * @param closed why nobody may bring and run code, if that is so
     * @param address by which clients reach this process
     */
    JarRoutes(LeaderGate gate, UploadedJars jars, ProgramRuns programs, Optional<String> closed, String address) {
        this.gate = gate;
        this.jars = jars;
        this.programs = programs;
        this.closed = closed;
        this.address = address;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/jars", gate.by((request, leader) -> list())),
                Route.post("/jars/upload", gate.by((request, leader) -> upload(request))),
                Route.delete("/jars/:jarid", gate.by((request, leader) -> delete(request))),
                Route.post("/jars/:jarid/run", gate.by(this::run)),
                Route.get("/jars/:jarid/plan", gate.by((request, leader) -> plan(request))),
                Route.post("/jars/:jarid/plan", gate.by((request, leader) -> plan(request))));
    }

    private record Entry(String name, String description) {}

    private record JarFile(String id, String name, long uploaded, List<Entry> entry) {

        static JarFile of(UploadedJars.UploadedJar jar) {
            List<Entry> entries = jar.entries().stream()
                    .map(name -> new Entry(name, "No description provided"))
                    .toList();
            return new JarFile(jar.id(), jar.name(), jar.uploadedAtMillis(), entries);
        }
    }

    private record JarList(String address, List<JarFile> files) {}

    private HttpReply list() throws IOException {
        return HttpReply.json(
                new JarList(address, jars.list().stream().map(JarFile::of).toList()));
    }

    private record Uploaded(String filename, String status) {}

    private HttpReply upload(HttpRequest request) throws HttpProblem, IOException {
        checkEnabled();
        Part part = request.part("jarfile")
                .or(() -> request.parts().stream()
                        .filter(each -> each.fileName().isPresent())
                        .findFirst())
                .orElseThrow(() -> new HttpProblem(
                        BAD, "Expected a form (multipart/form-data) with the part jarfile, but found none in it."));
        String name = part.fileName().orElse("");
        try {
            Path jar = jars.add(part.file(), name);
            return HttpReply.json(new Uploaded(jar.toString(), "success"));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, String.valueOf(e.getMessage()));
        }
    }

    private HttpReply delete(HttpRequest request) throws HttpProblem, IOException {
        checkEnabled();
        Files.deleteIfExists(jar(request));
        return HttpReply.json(Map.of());
    }

    private record Run(String jobid) {}

    private HttpReply run(HttpRequest request, Leader leader) throws Exception {
        return call(request, job -> HttpReply.json(new Run(SubmissionRoutes.accept(job, leader))));
    }

    private HttpReply plan(HttpRequest request) throws Exception {
        return call(request, job -> HttpReply.json(JobPlanReply.of(job.job().plan())));
    }

    private HttpReply call(HttpRequest request, ProgramRuns.Use<HttpReply> use) throws Exception {
        checkEnabled();
        Path jar = jar(request);
        try {
            return programs.run(ProgramRequest.of(request).call(jar), use);
        } catch (ProgramFailedException e) {
            throw new HttpProblem(e.isOnlyNow() ? NOT_NOW : BAD, String.valueOf(e.getMessage()));
        }
    }

    private Path jar(HttpRequest request) throws HttpProblem {
        String id = request.pathParameter("jarid");
        return jars.find(id)
                .orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected a jar that was uploaded to this JobManager, but found none with the identifier " + id
                                + ": GET /jars lists them; those of another JobManager have to be uploaded again."));
    }

    private void checkEnabled() throws HttpProblem {
        Requests.checkOpen(closed);
    }
}
