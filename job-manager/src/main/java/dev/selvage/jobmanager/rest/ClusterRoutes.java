package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.TaskManagerView;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import dev.selvage.platform.leadership.LeaderReply;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What there is to know about the cluster as a whole. */
final class ClusterRoutes {

    private static final Logger LOG = LogManager.getLogger(ClusterRoutes.class);

    private static final int MISSING = 404;
    /** Of ports that are not there. */
    private static final int NONE = -1;
    /** Flink's clients compare it with nothing, and show it. */
    private static final String VERSION = Optional.ofNullable(
                    ClusterRoutes.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final LeaderGate gate;
    private final Configuration configuration;
    private final boolean isOpen;
    private final Runnable shutDown;

    /**
     * The routes of a process.
     *
     * @param isOpen whether anybody may bring and run code
     * @param shutDown has this process end, in order
     */
    ClusterRoutes(LeaderGate gate, Configuration configuration, boolean isOpen, Runnable shutDown) {
        this.gate = gate;
        this.configuration = configuration;
        this.isOpen = isOpen;
        this.shutDown = shutDown;
    }

    List<Route> routes() {
        return List.of(
                // Answered by standbys too: it says that the process is alive.
                Route.get("/config", request -> config()),
                // What standbys ask, to find out whether it is still there and leads.
                Route.get(
                        LeaderReply.PATH, gate.by((request, leader) -> HttpReply.json(LeaderReply.of(leader.where())))),
                Route.get("/jobmanager/config", request -> settings()),
                Route.delete("/cluster", gate.by((request, leader) -> end())),
                Route.get("/overview", gate.by((request, leader) -> overview(leader))),
                Route.get("/taskmanagers", gate.by((request, leader) -> taskManagers(leader))),
                Route.get("/taskmanagers/:taskmanagerid", gate.by(ClusterRoutes::taskManager)));
    }

    private record Features(
            @JsonProperty("web-submit") boolean webSubmit,
            @JsonProperty("web-cancel") boolean webCancel) {}

    private record Config(
            @JsonProperty("refresh-interval") long refreshInterval,
            @JsonProperty("timezone-name") String timezoneName,
            @JsonProperty("timezone-offset") int timezoneOffset,
            @JsonProperty("flink-version") String version,
            @JsonProperty("flink-revision") String revision,
            Features features) {}

    private HttpReply config() {
        ZoneId zone = ZoneId.systemDefault();
        return HttpReply.json(new Config(
                configuration.get(RestOptions.REFRESH_INTERVAL).toMillis(),
                zone.getId(),
                ZonedDateTime.now(zone).getOffset().getTotalSeconds() * 1_000,
                VERSION,
                "",
                new Features(isOpen, configuration.get(RestOptions.CANCEL_ENABLE))));
    }

    /** What is durable stays, so that jobs go on under the next JobManager. */
    private HttpReply end() {
        LOG.info("This JobManager was asked by REST to end.");
        shutDown.run();
        return HttpReply.json(Map.of());
    }

    private record Setting(String key, String value) {}

    private HttpReply settings() {
        List<Setting> settings = new ArrayList<>();
        configuration.masked().forEach((key, text) -> settings.add(new Setting(key, text)));
        return HttpReply.json(settings);
    }

    private record Overview(
            int taskmanagers,
            @JsonProperty("slots-total") int slotsTotal,
            @JsonProperty("slots-available") int slotsAvailable,
            @JsonProperty("jobs-running") long jobsRunning,
            @JsonProperty("jobs-finished") long jobsFinished,
            @JsonProperty("jobs-cancelled") long jobsCancelled,
            @JsonProperty("jobs-failed") long jobsFailed,
            @JsonProperty("flink-version") String version,
            @JsonProperty("flink-commit") String commit) {}

    private static HttpReply overview(Leader leader) throws Exception {
        ClusterView view = Requests.view(leader, Optional.empty());
        List<TaskManagerView> present =
                view.taskManagers().stream().filter(TaskManagerView::connected).toList();
        return HttpReply.json(new Overview(
                present.size(),
                present.stream().mapToInt(TaskManagerView::slots).sum(),
                present.stream().mapToInt(TaskManagerView::free).sum(),
                leader.jobs().known().values().stream()
                        .filter(entry -> !entry.result().isDone())
                        .count(),
                ended(leader.jobs(), JobStatus.FINISHED),
                ended(leader.jobs(), JobStatus.CANCELLED),
                ended(leader.jobs(), JobStatus.FAILED),
                VERSION,
                ""));
    }

    private static long ended(Jobs jobs, JobStatus how) {
        return jobs.known().values().stream()
                .map(entry -> Optional.ofNullable(entry.result().getNow(null)))
                .filter(result ->
                        result.map(JobResult::status).filter(how::equals).isPresent())
                .count();
    }

    private record TaskManager(
            String id,
            String path,
            int dataPort,
            int jmxPort,
            long timeSinceLastHeartbeat,
            int slotsNumber,
            int freeSlots,
            boolean connected) {

        static TaskManager of(TaskManagerView view) {
            return new TaskManager(
                    view.peer().taskManager().toString(),
                    view.peer().host(),
                    view.peer().dataPort(),
                    NONE,
                    view.lastHeardMillis(),
                    view.slots(),
                    view.free(),
                    view.connected());
        }
    }

    private record TaskManagers(List<TaskManager> taskmanagers) {}

    private static HttpReply taskManagers(Leader leader) throws Exception {
        return HttpReply.json(new TaskManagers(Requests.view(leader, Optional.empty()).taskManagers().stream()
                .map(TaskManager::of)
                .toList()));
    }

    private static HttpReply taskManager(HttpRequest request, Leader leader) throws Exception {
        String wanted = request.pathParameter("taskmanagerid");
        TaskManagerView found = Requests.view(leader, Optional.empty()).taskManagers().stream()
                .filter(view -> view.peer().taskManager().toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                        MISSING, "Expected a TaskManager of this cluster, but found none with this identifier."));
        return HttpReply.json(TaskManager.of(found));
    }
}
