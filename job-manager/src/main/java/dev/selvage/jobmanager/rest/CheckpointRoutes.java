package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.view.CheckpointView;
import dev.selvage.core.jobmanager.view.CheckpointsView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to know about the checkpoints of a job under the present leader. */
final class CheckpointRoutes {

    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final long NEVER = -1;

    private final LeaderGate gate;

    CheckpointRoutes(LeaderGate gate) {
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/jobs/:jobid/checkpoints", gate.by(CheckpointRoutes::all)),
                Route.get("/jobs/:jobid/checkpoints/config", gate.by(CheckpointRoutes::config)),
                Route.get("/jobs/:jobid/checkpoints/details/:checkpointid", gate.by(CheckpointRoutes::one)));
    }

    private record Counts(
            long restored,
            long total,
            @JsonProperty("in_progress") int inProgress,
            long completed,
            long failed) {

        static Counts of(CheckpointsView.Counts counts) {
            return new Counts(
                    counts.restored(),
                    counts.completed() + counts.failed() + counts.inProgress(),
                    counts.inProgress(),
                    counts.completed(),
                    counts.failed());
        }
    }

    private record Summary(
            @JsonProperty("checkpointed_size") CheckpointFigures checkpointedSize,
            @JsonProperty("state_size") CheckpointFigures stateSize,
            @JsonProperty("end_to_end_duration") CheckpointFigures duration,
            @JsonProperty("alignment_buffered") CheckpointFigures alignmentBuffered,
            @JsonProperty("processed_data") CheckpointFigures processedData,
            @JsonProperty("persisted_data") CheckpointFigures persistedData) {

        static Summary of(CheckpointsView view) {
            CheckpointFigures sizes = CheckpointFigures.of(
                    view.bytes(),
                    completed(view).mapToLong(CheckpointView::bytes).toArray());
            CheckpointFigures durations = CheckpointFigures.of(
                    view.durationMillis(),
                    completed(view)
                            .mapToLong(it -> it.durationMillis().orElse(0))
                            .toArray());
            return new Summary(
                    sizes, sizes, durations, CheckpointFigures.NONE, CheckpointFigures.NONE, CheckpointFigures.NONE);
        }

        private static Stream<CheckpointView> completed(CheckpointsView view) {
            return view.history().stream().filter(it -> it.reference().isPresent());
        }
    }

    private record Restored(
            long id,
            @JsonProperty("restore_timestamp") long restoreTimestamp,
            @JsonProperty("is_savepoint") boolean isSavepoint,
            @JsonProperty("external_path") Optional<String> externalPath) {

        static Restored of(CheckpointsView.Restored restored, CheckpointsView view, Optional<String> origin) {
            Optional<String> path = Stream.concat(
                            view.newest().stream(), view.history().stream().flatMap(it -> it.reference().stream()))
                    .filter(reference -> reference.checkpoint().equals(restored.checkpoint()))
                    .findFirst()
                    .map(CheckpointReference::directory)
                    .or(() -> origin);
            return new Restored(
                    restored.checkpoint().number(),
                    restored.atMillis(),
                    restored.kind() == CheckpointKind.SAVEPOINT,
                    path);
        }
    }

    private record Latest(
            Optional<CheckpointReply> completed,
            Optional<CheckpointReply> savepoint,
            Optional<CheckpointReply> failed,
            Optional<Restored> restored) {}

    private record Statistics(Counts counts, Summary summary, Latest latest, List<CheckpointReply> history) {}

    private static HttpReply all(HttpRequest request, Leader leader) throws Exception {
        Jobs.Entry entry = Requests.job(request, leader);
        CheckpointsView view = view(entry, leader);
        long now = System.currentTimeMillis();
        CheckpointsView.Latest latest = view.latest();
        return HttpReply.json(new Statistics(
                Counts.of(view.counts()),
                Summary.of(view),
                new Latest(
                        latest.completed().map(it -> CheckpointReply.inShort(it, now)),
                        latest.savepoint().map(it -> CheckpointReply.inShort(it, now)),
                        latest.failed().map(it -> CheckpointReply.inShort(it, now)),
                        latest.restored()
                                .map(it -> Restored.of(it, view, entry.job().origin()))),
                view.history().stream()
                        .map(it -> CheckpointReply.inShort(it, now))
                        .toList()));
    }

    private static CheckpointsView view(Jobs.Entry entry, Leader leader) throws Exception {
        return jobView(entry, leader).map(JobView::checkpoints).orElse(CheckpointsView.NONE);
    }

    /** How a job stands, in detail; nothing if it ended under a leader before. */
    static Optional<JobView> jobView(Jobs.Entry entry, Leader leader) throws HttpProblem, InterruptedException {
        JobId job = entry.job().plan().job();
        return Requests.viewOf(job, Requests.view(leader, Optional.of(job)));
    }

    private static HttpReply one(HttpRequest request, Leader leader) throws Exception {
        Jobs.Entry entry = Requests.job(request, leader);
        CheckpointId wanted = checkpoint(request.pathParameter("checkpointid"));
        CheckpointsView view = view(entry, leader);
        CheckpointView found = Stream.concat(
                        view.history().stream(),
                        Stream.of(
                                        view.latest().completed(),
                                        view.latest().savepoint(),
                                        view.latest().failed())
                                .flatMap(Optional::stream))
                .filter(it -> it.order().checkpoint().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected a checkpoint that is remembered, but found none with the number " + wanted
                                + ": web.checkpoints.history says how many are."));
        return HttpReply.json(CheckpointReply.of(found, System.currentTimeMillis()));
    }

    private static CheckpointId checkpoint(String number) throws HttpProblem {
        try {
            return new CheckpointId(Long.parseLong(number));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, "Expected the number of a checkpoint in the path, but found " + number + ".");
        }
    }

    private record Externalization(
            boolean enabled,
            @JsonProperty("delete_on_cancellation") boolean deleteOnCancellation) {}

    private record Config(
            String mode,
            long interval,
            long timeout,
            @JsonProperty("min_pause") long minPause,
            @JsonProperty("max_concurrent") int maxConcurrent,
            Externalization externalization,
            @JsonProperty("state_backend") String stateBackend,
            @JsonProperty("checkpoint_storage") String checkpointStorage,
            @JsonProperty("unaligned_checkpoints") boolean unaligned,
            @JsonProperty("tolerable_failed_checkpoints") int tolerableFailures,
            @JsonProperty("checkpoints_after_tasks_finish") boolean afterTasksFinish) {}

    private static HttpReply config(HttpRequest request, Leader leader) throws HttpProblem {
        StoredJob job = Requests.job(request, leader).job();
        CheckpointSettings settings = job.settings().checkpoints();
        return HttpReply.json(new Config(
                "exactly_once",
                settings.enabled() ? settings.intervalMillis() : NEVER,
                settings.timeoutMillis(),
                settings.minimumPauseMillis(),
                1,
                new Externalization(
                        job.retention() != CheckpointOptions.Retention.NO_EXTERNALIZED_CHECKPOINTS,
                        job.retention() != CheckpointOptions.Retention.RETAIN_ON_CANCELLATION),
                "HeapStateBackend",
                job.checkpointDirectory(),
                false,
                settings.tolerableFailures(),
                true));
    }
}
