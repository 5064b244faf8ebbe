package dev.selvage.platform.launch;

import dev.selvage.core.config.option.Configuration;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts and stops the servers of {@code conf/zoo.cfg}. */
final class QuorumScripts {

    private final Installation installation;
    private final Settings settings;
    private final PrintStream terminal;

    QuorumScripts(Installation installation, Settings settings, PrintStream terminal) {
        this.installation = installation;
        this.settings = settings;
        this.terminal = terminal;
    }

    /** The number of a server, as the only word behind a command. */
    static int number(List<String> words) throws LaunchException {
        try {
            if (words.size() == 1) {
                return Integer.parseInt(words.get(0));
            }
        } catch (NumberFormatException e) {
            // The same as another number of words.
        }
        throw LaunchException.unusable(
                "Expected zookeeper.sh start N, where server.N stands in conf/zoo.cfg, but found "
                        + (words.isEmpty() ? "nothing" : String.join(" ", words)) + ".");
    }

    private ZooKeeperQuorum quorum() throws LaunchException {
        return ZooKeeperQuorum.read(installation.configuration().resolve("zoo.cfg"));
    }

    LaunchPlan plan(int number, String logging) throws LaunchException {
        return LaunchPlan.zooKeeper(
                installation,
                settings,
                quorum().prepare(number, installation.home().resolve("zookeeper")),
                logging);
    }

    void start(int number) throws LaunchException, InterruptedException {
        LocalStart here = new LocalStart(installation, terminal);
        start(number, here);
        here.awaitUp();
    }

    private void start(int number, LocalStart here) throws LaunchException {
        here.start(plan(number, "log4j.properties"), settings, Optional.of(quorum().clientAddress(number)));
    }

    void startAll() throws LaunchException, InterruptedException {
        terminal.println("Starting ZooKeeper as it comes with Selvage, which is meant for trials.");
        ZooKeeperQuorum quorum = quorum();
        LocalStart here = new LocalStart(installation, terminal);
        Remote there = new Remote(installation, settings.configuration(), Optional.empty());
        for (int number : quorum.servers().keySet()) {
            if (isHere(quorum.host(number))) {
                start(number, here);
            } else {
                there.call(quorum.host(number), Daemon.ZOOKEEPER.script(), List.of("start", Integer.toString(number)));
            }
        }
        try {
            here.awaitUp();
        } finally {
            there.await();
        }
    }

    void stopAll() throws LaunchException, InterruptedException {
        Configuration configuration = settings.configuration();
        ZooKeeperQuorum quorum = quorum();
        Remote there = new Remote(installation, configuration, Optional.empty());
        int here = 0;
        for (int number : quorum.servers().keySet()) {
            if (isHere(quorum.host(number))) {
                here++;
            } else {
                there.call(quorum.host(number), Daemon.ZOOKEEPER.script(), List.of("stop"));
            }
        }
        if (here > 0) {
            new LocalStop(installation, configuration, terminal).stop(Daemon.ZOOKEEPER, here);
        }
        there.await();
    }

    private boolean isHere(String host) {
        return new Hosts.Host(host, OptionalInt.empty()).isHere(installation);
    }
}
