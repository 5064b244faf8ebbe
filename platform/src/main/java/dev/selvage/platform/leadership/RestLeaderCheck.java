package dev.selvage.platform.leadership;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a leader by REST; whatever it answers, it is there. Nobody listening is a quick no, and silence a slow one. */
final class RestLeaderCheck implements LeaderCheck {

    private final HttpClient client;
    private final Duration patience;

    RestLeaderCheck(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    @Override
    public boolean answers(LeaderRecord leader) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(leader.rest() + "/v1/config"))
                    .timeout(patience)
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
