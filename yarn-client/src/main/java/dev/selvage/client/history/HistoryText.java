package dev.selvage.client.history;

import dev.selvage.platform.history.ApplicationHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Histories in lines for a person. */
record HistoryText(ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

    String line(ApplicationHistory history) {
        return time(history.endedAtMillis()) + " : " + history.id() + " : " + history.name() + " (" + history.end()
                + ")";
    }

    List<String> lines(ApplicationHistory history) {
        List<String> lines = new ArrayList<>();
        lines.add(history.id() + " : " + history.name() + " (" + history.mode() + ")");
        lines.add("began " + time(history.beganAtMillis()) + ", ended " + time(history.endedAtMillis()) + " in attempt "
                + history.attempt() + ": " + history.end());
        history.diagnostics().lines().map(line -> "  " + line).forEach(lines::add);
        if (history.jobs().isEmpty()) {
            lines.add("No job is known.");
        }
        history.jobs().forEach(job -> add(job, lines));
        return lines;
    }

    private void add(ApplicationHistory.Job job, List<String> lines) {
        lines.add("Job " + job.id() + " : " + job.name() + " (" + job.state() + ")");
        lines.add("  began " + time(job.beganAtMillis())
                + job.endedAtMillis().map(at -> ", ended " + time(at)).orElse(""));
        ApplicationHistory.Checkpoints checkpoints = job.checkpoints();
        lines.add("  checkpoints: " + checkpoints.completed() + " completed, " + checkpoints.failed() + " failed"
                + checkpoints
                        .last()
                        .map(last -> ", the last one " + place(last))
                        .orElse(""));
        checkpoints.savepoints().forEach(savepoint -> lines.add("  savepoint " + place(savepoint)));
        for (ApplicationHistory.Incident incident : job.incidents()) {
            lines.add("  " + time(incident.atMillis()) + " failed:");
            incident.reason().lines().map(line -> "    " + line).forEach(lines::add);
        }
    }

    private static String place(ApplicationHistory.Checkpoint checkpoint) {
        return checkpoint.number() + " in " + checkpoint.path();
    }

    private String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }
}
