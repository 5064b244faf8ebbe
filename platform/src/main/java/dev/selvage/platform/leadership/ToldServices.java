package dev.selvage.platform.leadership;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.LeaderEpoch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process goes by that a leader has started: for its first moments who that leader was, and only then what the cluster
 * remembers. To look there takes a file system that has yet to be reached, while somebody waits for the process. Should another one
 * lead by then, it is found a little later.
 */
public final class ToldServices implements HighAvailabilityServices {

    /** Names the leader: its epoch, and where it is, with blanks in between. */
    public static final String VARIABLE = "SELVAGE_LEADER";

    /** As long as a TaskManager takes from its start to its hello, many times over. */
    private static final Duration TOLD = Duration.ofSeconds(5);

    private final Optional<LeaderRecord> told;
    private final Opening opening;
    private final long untilNanos;
    private Optional<HighAvailabilityServices> opened = Optional.empty();

    /** Finds the services behind. */
    public interface Opening {
        HighAvailabilityServices open() throws IOException, InvalidConfigurationException;
    }

    private ToldServices(Optional<LeaderRecord> told, Opening opening, Duration patience) {
        this.told = told;
        this.opening = opening;
        this.untilNanos = System.nanoTime() + patience.toNanos();
    }

    /** Services that are opened at once if the environment names no leader, so that mistakes in their settings are told at the start. */
    public static HighAvailabilityServices of(Map<String, String> environment, Opening opening)
            throws IOException, InvalidConfigurationException {
        Optional<LeaderRecord> told =
                Optional.ofNullable(environment.get(VARIABLE)).flatMap(ToldServices::parse);
        return told.isPresent() ? of(told.get(), opening, TOLD) : opening.open();
    }

    static HighAvailabilityServices of(LeaderRecord told, Opening opening, Duration patience) {
        return new ToldServices(Optional.of(told), opening, patience);
    }

    /** How a leader is named to whom it starts. */
    public static String text(LeaderRecord leader) {
        return leader.epoch().number() + " " + leader.control() + " " + leader.rest();
    }

    /** What is no leader is looked for where the others are. */
    private static Optional<LeaderRecord> parse(String text) {
        List<String> words = List.of(text.split(" ", -1));
        return words.size() == 3 && words.get(0).matches("[0-9]{1,18}")
                ? Optional.of(
                        new LeaderRecord(new LeaderEpoch(Long.parseLong(words.get(0))), words.get(1), words.get(2)))
                : Optional.empty();
    }

    @Override
    public Optional<LeaderRecord> leader() throws IOException {
        return System.nanoTime() < untilNanos ? told : services().leader();
    }

    private synchronized HighAvailabilityServices services() throws IOException {
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(opening.open());
            } catch (InvalidConfigurationException e) {
                throw new IOException(String.join("\n", e.problems()), e);
            }
        }
        return opened.orElseThrow();
    }

    @Override
    public void awaitTurn() throws IOException, InterruptedException {
        services().awaitTurn();
    }

    @Override
    public Term lead() throws IOException {
        return services().lead();
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(HighAvailabilityServices::close);
    }
}
