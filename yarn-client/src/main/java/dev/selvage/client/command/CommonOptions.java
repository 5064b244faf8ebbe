package dev.selvage.client.command;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.rest.ClusterClient;
import dev.selvage.client.rest.ClusterFinder;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.id.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:http://)?(\\[[^\\]]+\\]|[^:/\\s]+):(\\d{1,5})/?");

    @Option(
            names = {"-D"},
            paramLabel = "key=value",
            description = "Sets any option; it outweighs the files of the configuration.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = {"-m", "--jobmanager"},
            paramLabel = "HOST:PORT",
            description = "Where REST of the cluster is, if not where the configuration says.")
    private Optional<String> jobManager = Optional.empty();

    /** What holds for a command that says this besides. */
    ClientSettings settings(Client client, List<String> more) {
        List<String> all = new ArrayList<>(assignments);
        jobManager.ifPresent(place -> all.addAll(assignmentsOf(place)));
        all.addAll(more);
        return ClientSettings.of(client.environment(), all);
    }

    private static List<String> assignmentsOf(String place) {
        Matcher matcher = HOST_AND_PORT.matcher(place);
        if (!matcher.matches()) {
            throw CommandException.unusable("Expected -m HOST:PORT, with the port of REST, such as localhost:8081, but"
                    + " found " + place + ".");
        }
        return List.of(
                RestOptions.ADDRESS.key() + "=" + matcher.group(1), RestOptions.PORT.key() + "=" + matcher.group(2));
    }

    /** The jobs of the cluster that is meant. */
    ClusterJobs jobs(Client client) {
        ClientSettings settings = settings(client, List.of());
        ClusterFinder finder = ClusterFinder.of(settings, client.terminal());
        return new ClusterJobs(new ClusterClient(finder, settings, client.terminal()));
    }

    /** A job as people name it. */
    static JobId jobId(String text) {
        try {
            return JobId.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable(
                    "Expected the identifier of a job, which is 32 hex digits, but found " + text
                            + ". selvage list -a shows them.",
                    e);
        }
    }
}
