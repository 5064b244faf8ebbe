package dev.selvage.platform.launch;

import dev.selvage.core.config.option.Configuration;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Ends processes that were started on this machine: it asks, waits, and then does not ask any more. */
final class LocalStop {

    /** Twice what a process takes for its own end, however busy its machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration GONE_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 20;

    private final Installation installation;
    private final Configuration configuration;
    private final PrintStream terminal;
    private final Duration patience;

    LocalStop(Installation installation, Configuration configuration, PrintStream terminal) {
        this(installation, configuration, terminal, PATIENCE);
    }

    /**
     * The same with another patience.
     *
     * @param patience how long a process may take for its end
     */
    LocalStop(Installation installation, Configuration configuration, PrintStream terminal, Duration patience) {
        this.installation = installation;
        this.configuration = configuration;
        this.terminal = terminal;
        this.patience = patience;
    }

    /** Ends those with the highest numbers; when it returns they are gone. */
    void stop(Daemon daemon, int howMany) throws LaunchException, InterruptedException {
        try (PidFile pids = PidFile.open(installation.pidFile(configuration, daemon), daemon)) {
            List<PidFile.Entry> living = pids.living();
            for (long pid : pids.gone()) {
                terminal.println("Skipping " + daemon + " daemon (pid: " + pid
                        + "), because it is not running anymore on " + installation.host() + ".");
            }
            if (living.isEmpty()) {
                terminal.println("No " + daemon + " daemon to stop on host " + installation.host() + ".");
            }
            List<PidFile.Entry> last = living.subList(Math.max(0, living.size() - howMany), living.size());
            for (PidFile.Entry entry : last) {
                terminal.println("Stopping " + daemon + " daemon (pid: "
                        + entry.process().pid() + ") on host " + installation.host() + ".");
                entry.process().destroy();
            }
            for (PidFile.Entry entry : awaitGone(last, patience)) {
                terminal.println(
                        "The " + daemon + " daemon (pid: " + entry.process().pid() + ") did not end within "
                                + patience.toMillis() / 1_000.0 + " s of being asked to, and is killed.");
                entry.process().destroyForcibly();
            }
            List<PidFile.Entry> immortal = awaitGone(last, GONE_WITHIN);
            if (!immortal.isEmpty()) {
                throw LaunchException.failed("Expected the processes to be gone that were killed, but found "
                        + immortal.stream().map(entry -> entry.process().pid()).toList()
                        + " still there. Something holds them in the system, such as a file system that hangs.");
            }
            pids.tidy();
        }
    }

    /** Those that are still there after all. */
    private static List<PidFile.Entry> awaitGone(List<PidFile.Entry> entries, Duration bound)
            throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (entries.stream().anyMatch(PidFile.Entry::isThere) && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
        return entries.stream().filter(PidFile.Entry::isThere).toList();
    }
}
