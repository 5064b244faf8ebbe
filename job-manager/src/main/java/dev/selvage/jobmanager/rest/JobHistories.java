package dev.selvage.jobmanager.rest;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.jobmanager.view.CheckpointView;
import dev.selvage.core.jobmanager.view.CheckpointsView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.HttpProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What REST tells of jobs, for a file that outlives it. */
public final class JobHistories {

    private JobHistories() {}

    /** Of all jobs that a leader knows. Blocks until its loop has said how they stand. */
    public static List<ApplicationHistory.Job> of(Leader leader) throws IOException, InterruptedException {
        List<ApplicationHistory.Job> histories = new ArrayList<>();
        try {
            for (Jobs.Entry entry : leader.jobs().known().values()) {
                histories.add(of(entry, leader));
            }
        } catch (HttpProblem e) {
            throw new IOException(e);
        }
        return histories;
    }

    private static ApplicationHistory.Job of(Jobs.Entry entry, Leader leader) throws HttpProblem, InterruptedException {
        Optional<JobView> view = CheckpointRoutes.jobView(entry, leader);
        JobRoutes.Times times = JobRoutes.Times.of(entry, System.currentTimeMillis());
        return new ApplicationHistory.Job(
                entry.job().plan().job().toString(),
                entry.job().plan().name(),
                FlinkWords.of(entry, view),
                times.start(),
                times.end() < 0 ? Optional.empty() : Optional.of(times.end()),
                JobRoutes.incidents(entry).stream()
                        .map(each -> new ApplicationHistory.Incident(each.timestamp(), each.stacktrace()))
                        .toList(),
                checkpoints(view.map(JobView::checkpoints).orElse(CheckpointsView.NONE)));
    }

    private static ApplicationHistory.Checkpoints checkpoints(CheckpointsView view) {
        return new ApplicationHistory.Checkpoints(
                view.counts().completed(),
                view.counts().failed(),
                view.latest().completed().flatMap(JobHistories::checkpoint),
                view.history().stream()
                        .filter(each -> each.order().kind() == CheckpointKind.SAVEPOINT)
                        .flatMap(each -> checkpoint(each).stream())
                        .toList());
    }

    private static Optional<ApplicationHistory.Checkpoint> checkpoint(CheckpointView view) {
        return view.reference()
                .map(reference -> new ApplicationHistory.Checkpoint(
                        view.order().checkpoint().number(), reference.directory()));
    }
}
