package dev.selvage.client.command;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.rest.ClusterClient;
import dev.selvage.client.rest.ClusterFinder;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.client.yarn.ApplicationCluster;
import dev.selvage.client.yarn.YarnJobTarget;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.YarnOptions;
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

    private static final String YARN_CLUSTER = "yarn-cluster";

    @Option(
            names = {"-D"},
            paramLabel = "key=value",
            description = "Sets any option; it outweighs the files of the configuration.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = {"-t", "--target"},
            paramLabel = "TARGET",
            description = "Which kind of cluster: remote, one that runs already; local, this process; yarn-session, a"
                    + " session on YARN; yarn-per-job, an application on YARN for each job; yarn-application, one for"
                    + " the whole program.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = {"-m", "--jobmanager"},
            paramLabel = "HOST:PORT",
            description = "Where REST of the cluster is, if not where the configuration says; yarn-cluster is the older"
                    + " way to say -t yarn-per-job.")
    private Optional<String> jobManager = Optional.empty();

    @Option(
            names = {"-yid", "--yarnapplicationId", "--applicationId"},
            paramLabel = "ID",
            description = "The application on YARN that is the cluster.")
    private Optional<String> application = Optional.empty();

    /** What holds for a command that says this besides. */
    ClientSettings settings(Client client, List<String> more) {
        List<String> all = new ArrayList<>(assignments);
        boolean isOnYarn = jobManager.filter(YARN_CLUSTER::equals).isPresent();
        jobManager.filter(place -> !isOnYarn).ifPresent(place -> all.addAll(assignmentsOf(place)));
        application.ifPresent(id -> all.add(YarnOptions.APPLICATION_ID.key() + "=" + id));
        // An application that is there already is one to send jobs to.
        target.or(() -> isOnYarn && application.isEmpty() ? Optional.of(YarnJobTarget.NAME) : Optional.empty())
                .ifPresent(name -> all.add(ExecutionOptions.TARGET.key() + "=" + name));
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
        ClusterFinder finder = ApplicationCluster.meantBy(settings, client.terminal())
                .<ClusterFinder>map(cluster -> cluster)
                .orElseGet(() -> ClusterFinder.of(settings, client.terminal()));
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
