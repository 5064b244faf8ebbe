package dev.selvage.jobmanager.rest;

import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.http.HttpHandler;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import java.net.URI;
import java.util.Optional;

/** Lets whoever leads here answer, and sends clients to the leader if it is another process. */
public final class LeaderGate {

    private static final int NOT_NOW = 503;

    private volatile Optional<HighAvailabilityServices> services = Optional.empty();
    private volatile Optional<Leader> here = Optional.empty();

    /** From now on it can be found out who leads, if nobody does in this process. */
    public void looksIn(HighAvailabilityServices found) {
        services = Optional.of(found);
    }

    /** Who leads in this process from now on, if anybody does. */
    public void leads(Optional<Leader> leader) {
        here = leader;
    }

    /** Answers a request with the leader's help. */
    interface LeaderHandler {
        HttpReply handle(HttpRequest request, Leader leader) throws Exception;
    }

    HttpHandler by(LeaderHandler handler) {
        return request -> {
            Optional<Leader> leader = here;
            return leader.isPresent() ? handler.handle(request, leader.get()) : elsewhere(request);
        };
    }

    private HttpReply elsewhere(HttpRequest request) throws Exception {
        Optional<HighAvailabilityServices> known = services;
        Optional<LeaderRecord> leader = known.isPresent() ? known.get().leader() : Optional.empty();
        if (leader.isEmpty() || leader.get().rest().isEmpty()) {
            throw new HttpProblem(
                    NOT_NOW, "Expected a JobManager that leads, but found none that has said so yet: ask again.");
        }
        return HttpReply.redirect(URI.create(leader.get().rest() + request.target()));
    }
}
