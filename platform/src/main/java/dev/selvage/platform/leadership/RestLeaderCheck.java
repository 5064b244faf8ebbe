package dev.selvage.platform.leadership;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks a leader by REST whether it leads. That somebody answers is not enough: after a restart another process has its port, and
 * would be waited for by everybody, itself included. Nobody listening is a quick no, and silence a slow one.
 */
final class RestLeaderCheck implements LeaderCheck {

    private static final int OK = 200;
    /** Whoever has just said that it leads may need a moment to know it everywhere. */
    private static final long KNOWS_WITHIN_MILLIS = 2_000;

    private static final long AGAIN_MILLIS = 200;

    private final HttpClient client;
    private final Duration patience;

    RestLeaderCheck(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    @Override
    public boolean answers(LeaderRecord leader) throws InterruptedException {
        long giveUpAtNanos = System.nanoTime() + KNOWS_WITHIN_MILLIS * 1_000_000;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(leader.rest() + "/v1" + LeaderReply.PATH))
                    .timeout(patience)
                    .build();
            while (!leads(leader, client.send(request, HttpResponse.BodyHandlers.ofString()))) {
                if (System.nanoTime() > giveUpAtNanos) {
                    return false;
                }
                Thread.sleep(AGAIN_MILLIS);
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean leads(LeaderRecord leader, HttpResponse<String> reply) {
        try {
            return reply.statusCode() == OK
                    && JsonFormat.read(reply.body(), LeaderReply.class).equals(LeaderReply.of(leader));
        } catch (JsonProcessingException e) {
            // Somebody else listens there by now.
            return false;
        }
    }
}
