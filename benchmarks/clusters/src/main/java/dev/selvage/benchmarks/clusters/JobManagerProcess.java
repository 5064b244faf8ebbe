package dev.selvage.benchmarks.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.jobmanager.standalone.JobManagerMain;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JobManager as its users start it, seen from outside. */
public final class JobManagerProcess implements AutoCloseable {

    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(1);
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    /** The last line of a class histogram: instances, bytes. */
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");

    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Process process;
    private final RestClient rest;

    private JobManagerProcess(Process process, RestClient rest) {
        this.process = process;
        this.rest = rest;
    }

    /**
     * Starts one, and returns when it leads.
     *
     * @param options of its JVM
     */
    public static JobManagerProcess start(ClusterPlace place, List<String> options)
            throws IOException, InterruptedException {
        DirectoryServices services = new DirectoryServices(
                FileStorages.of(Map.of()).of(place.cluster().path()), place.cluster(), leader -> true);
        Optional<LeaderRecord> before = services.leader();
        Jvm jvm = Jvm.start(place, JobManagerMain.class, options);
        Process process = jvm.process();
        Path output = jvm.output();
        try {
            Patience.until("a JobManager leads, of which " + output + " may say more", BEGINS_WITHIN, () -> {
                if (!process.isAlive()) {
                    throw new IOException(
                            "Expected a JobManager to lead, but it has ended: " + Files.readString(output));
                }
                Optional<LeaderRecord> now = services.leader();
                return now.isPresent() && !now.equals(before);
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        RestClientSettings patience = new RestClientSettings(
                Duration.ofSeconds(15), Duration.ofMinutes(1), 20, Duration.ofMillis(200), 64 << 20);
        return new JobManagerProcess(
                process,
                new RestClient(URI.create(services.leader().orElseThrow().rest()), patience));
    }

    public RestClient rest() {
        return rest;
    }

    public int taskManagers() throws IOException, InterruptedException {
        return rest.get("/overview", JsonNode.class).get("taskmanagers").asInt();
    }

    /** How many tasks of a job run, as far as the JobManager knows. */
    public int running(JobId job) throws IOException, InterruptedException {
        for (JsonNode each : rest.get("/jobs/overview", JsonNode.class).get("jobs")) {
            if (each.get("jid").asText().equals(job.toString())) {
                return each.at("/tasks/running").asInt();
            }
        }
        return 0;
    }

    /** Processor time since it was started. */
    public double cpuSeconds() {
        return cpuSeconds(process.info());
    }

    /** The same of a process that the system knows. */
    public static double cpuSeconds(ProcessHandle.Info of) {
        return of.totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException(
                                "Expected the system to tell the processor time of a process, but it did not."))
                        .toNanos()
                / 1e9;
    }

    /** What is left on its heap after a collection. */
    public long liveHeapBytes() throws IOException, InterruptedException {
        String histogram = ask("GC.class_histogram");
        Matcher found = TOTAL.matcher(histogram);
        if (!found.find()) {
            throw new IOException("Expected jcmd to tell the size of the heap, but found: " + histogram);
        }
        return Long.parseLong(found.group(2));
    }

    private String ask(String question) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asking = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return answer;
    }

    /** The most memory that it has had; 0 where the system does not say. */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        Matcher found = RESIDENT.matcher(Files.readString(status));
        return found.find() ? Long.parseLong(found.group(1)) << 10 : 0;
    }

    /** Ends it so that it gets no chance to say anything. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, so that what watches it inside can still be written; if that takes long, SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
