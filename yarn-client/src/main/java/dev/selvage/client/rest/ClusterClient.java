package dev.selvage.client.rest;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.core.config.ClientOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.Option;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import dev.selvage.platform.http.client.RestException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks one cluster, and goes on asking while its JobManager changes. What it cannot get is a {@link CommandException}. Any thread
 * may call.
 */
public final class ClusterClient {

    /** Right as it is said, but not as things stand. */
    private static final int CONFLICT = 409;

    private static final int NOT_NOW = 503;
    private static final int SERVER_ERRORS = 500;
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    /** Doubled so often, a pause is longer than any period. */
    private static final int MOST_DOUBLINGS = 20;

    private final ClusterFinder finder;
    private final Configuration configuration;
    private final Terminal terminal;
    private volatile Optional<Connected> connected = Optional.empty();
    private volatile boolean everAnswered;

    private record Connected(URI address, RestClient rest) {}

    /** Something to ask. */
    public interface Question<T> {
        T of(RestClient rest) throws IOException, InterruptedException;
    }

    /** A client of the cluster that the finder knows; nobody is asked yet. */
    public ClusterClient(ClusterFinder finder, ClientSettings settings, Terminal terminal) {
        this.finder = finder;
        this.configuration = settings.configuration();
        this.terminal = terminal;
    }

    public ClusterFinder finder() {
        return finder;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Asks for what may be asked for twice. Who has never answered is not waited for, unless another one may take over. */
    public <T> T ask(Question<T> question) {
        return ask(question, configuration.get(RestOptions.RETRY_MAX_ATTEMPTS));
    }

    /** Asks once. */
    public <T> T askOnce(Question<T> question) {
        return ask(question, 0);
    }

    private <T> T ask(Question<T> question, int retries) {
        for (int left = retries; ; left--) {
            String problem;
            try {
                T answer = question.of(rest());
                everAnswered = true;
                return answer;
            } catch (RestException e) {
                everAnswered = true;
                if (e.status() != NOT_NOW || left <= 0) {
                    throw refused(e);
                }
                problem = "The cluster is busy, or nobody leads it yet";
            } catch (IOException e) {
                CommandException unreachable = unreachable(e);
                // By the next question another one may lead elsewhere.
                connected = Optional.empty();
                if (left <= 0 || !(everAnswered || finder.mayMove())) {
                    throw unreachable;
                }
                problem = "Nobody answers for the cluster";
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            terminal.progress(problem, "; asking again, " + left + " times at most");
            sleep(configuration.get(RestOptions.RETRY_DELAY).toMillis());
            connected = Optional.empty();
        }
    }

    private RestClient rest() throws IOException {
        Optional<Connected> known = connected;
        if (known.isPresent()) {
            return known.get().rest();
        }
        URI address = finder.find().orElseThrow(() -> new IOException("nobody has recorded that he leads"));
        RestClient rest = new RestClient(
                address,
                new RestClientSettings(
                        configuration.get(RestOptions.CONNECTION_TIMEOUT),
                        configuration.get(ClientOptions.TIMEOUT),
                        0,
                        Duration.ZERO,
                        Math.toIntExact(configuration
                                .get(RestOptions.CLIENT_MAX_CONTENT)
                                .bytes())));
        connected = Optional.of(new Connected(address, rest));
        return rest;
    }

    /** Waits before something is asked after once more: briefly at first, then as long as the options say. */
    void pause(int round) {
        long period = finder.mayEndWithItsJob()
                ? SHORTEST_PAUSE_MILLIS
                : configuration.get(ClientOptions.RETRY_PERIOD).toMillis();
        sleep(Math.min(period, SHORTEST_PAUSE_MILLIS << Math.min(round, MOST_DOUBLINGS)));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CommandException.gaveUp(
                "Expected to wait for the cluster's answer, but this thread was interrupted; what the cluster has begun"
                        + " goes on.",
                e);
    }

    private static CommandException refused(RestException e) {
        String sentence = String.join(" ", e.errors());
        boolean isMistake = e.status() < SERVER_ERRORS && e.status() != CONFLICT;
        return isMistake ? CommandException.unusable(sentence, e) : CommandException.gaveUp(sentence, e);
    }

    private CommandException unreachable(IOException e) {
        String asked = connected.map(to -> to.address().toString()).orElse("");
        String where =
                asked.isEmpty() || finder.where().startsWith(asked) ? finder.where() : asked + ", " + finder.where();
        return CommandException.gaveUp(
                "Expected a cluster at " + where + ", but " + whatIsWrong(e) + ". " + finder.advice(), e);
    }

    private String whatIsWrong(IOException e) {
        if (isBecauseOf(UnresolvedAddressException.class, e) || isBecauseOf(UnknownHostException.class, e)) {
            return "nobody knows a host of that name";
        } else if (isBecauseOf(HttpConnectTimeoutException.class, e)) {
            return "there is no connection within " + seconds(RestOptions.CONNECTION_TIMEOUT);
        } else if (isBecauseOf(HttpTimeoutException.class, e)) {
            return "there is no answer within " + seconds(ClientOptions.TIMEOUT);
        } else if (isBecauseOf(ConnectException.class, e)) {
            return "nobody listens there";
        }
        return "found: " + String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }

    private String seconds(Option<Duration> patience) {
        return configuration.get(patience).toMillis() / 1_000.0 + " s (" + patience.key() + ")";
    }

    private static boolean isBecauseOf(Class<? extends Exception> kind, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
