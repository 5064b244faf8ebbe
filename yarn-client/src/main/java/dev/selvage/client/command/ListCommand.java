package dev.selvage.client.command;

import dev.selvage.client.rest.ClusterJobs.Listed;
import dev.selvage.platform.process.ExitCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code selvage list}: the jobs of a cluster, by where they stand. */
@Command(
        name = "list",
        description =
                "Lists the jobs of a cluster: those that run and those that are to begin, unless something is said.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

    private final Client client;

    @Option(
            names = {"-r", "--running"},
            description = "Those that run, and nothing else.")
    private boolean running;

    @Option(
            names = {"-s", "--scheduled"},
            description = "Those that are to begin, and nothing else.")
    private boolean scheduled;

    @Option(
            names = {"-a", "--all"},
            description = "Those that have ended, too.")
    private boolean all;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ListCommand(Client client) {
        this.client = client;
    }

    /** Where jobs stand, as far as it matters here. */
    private enum Part {
        RUNNING("Running"),
        SCHEDULED("Scheduled"),
        /** Somebody has to decide what becomes of them, so they are always shown. */
        SUSPENDED("Suspended"),
        ENDED("Ended");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        static Part of(String state) {
            return switch (state) {
                case "CREATED", "INITIALIZING" -> SCHEDULED;
                case "SUSPENDED" -> SUSPENDED;
                case "FINISHED", "CANCELED", "FAILED" -> ENDED;
                default -> RUNNING;
            };
        }
    }

    @Override
    public Integer call() {
        Map<Part, List<Listed>> parts = new EnumMap<>(Part.class);
        List<Listed> jobs = common.jobs(client).list();
        for (Part part : Part.values()) {
            parts.put(
                    part,
                    jobs.stream()
                            .filter(job -> Part.of(job.state()) == part)
                            .sorted(Comparator.comparingLong(Listed::startTime))
                            .toList());
        }
        parts.forEach((part, found) -> {
            if (isWanted(part, found)) {
                show(part, found);
            }
        });
        return ExitCode.DONE.status();
    }

    private boolean isWanted(Part part, List<Listed> found) {
        boolean unsaid = !running && !scheduled;
        return switch (part) {
            case RUNNING -> all || running || unsaid;
            case SCHEDULED -> all || scheduled || unsaid;
            case SUSPENDED -> !found.isEmpty();
            case ENDED -> all;
        };
    }

    private void show(Part part, List<Listed> jobs) {
        if (jobs.isEmpty()) {
            client.terminal().say(part.title + " jobs: none");
            return;
        }
        client.terminal().say(part.title + " jobs:");
        for (Listed job : jobs) {
            String begun = TIME.format(Instant.ofEpochMilli(job.startTime()).atZone(ZoneId.systemDefault()));
            client.terminal().say(begun + " : " + job.id() + " : " + job.name() + " (" + job.state() + ")");
        }
    }
}
