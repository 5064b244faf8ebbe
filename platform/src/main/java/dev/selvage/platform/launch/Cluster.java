package dev.selvage.platform.launch;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JobManager for each line of {@code conf/masters} and a TaskManager for each line of {@code conf/workers}. */
final class Cluster {

    private final Installation installation;
    private final Settings said;
    private final PrintStream terminal;
    private final Hosts masters;
    private final Hosts workers;

    private Cluster(Installation installation, Settings said, PrintStream terminal, Hosts masters, Hosts workers) {
        this.installation = installation;
        this.said = said;
        this.terminal = terminal;
        this.masters = masters;
        this.workers = workers;
    }

    static Cluster of(Installation installation, List<String> assignments, PrintStream terminal)
            throws InvalidConfigurationException, LaunchException {
        return new Cluster(
                installation,
                Settings.said(installation, assignments),
                terminal,
                Hosts.read(installation.masters()),
                Hosts.read(installation.workers()));
    }

    void start() throws InvalidConfigurationException, LaunchException, InterruptedException {
        refuseWhatCannotWork();
        boolean several = Settings.isHighlyAvailable(said.configuration());
        terminal.println(
                several ? "Starting HA cluster with " + masters.hosts().size() + " masters." : "Starting cluster.");
        LocalStart here = new LocalStart(installation, terminal);
        Remote there = new Remote(installation, said.configuration(), secret());
        for (Hosts.Host master : masters.hosts()) {
            List<String> assignments = ofMaster(master, several);
            if (master.isHere(installation)) {
                here.start(Daemon.JOBMANAGER, assignments);
            } else {
                there.call(master.name(), Daemon.JOBMANAGER.script(), startWith(assignments));
            }
        }
        for (Hosts.Host worker : workers.hosts()) {
            List<String> assignments = ofWorker(several);
            if (worker.isHere(installation)) {
                here.start(Daemon.TASKMANAGER, assignments);
            } else {
                there.call(worker.name(), Daemon.TASKMANAGER.script(), startWith(assignments));
            }
        }
        try {
            here.awaitUp();
        } finally {
            there.await();
        }
    }

    private List<String> ofMaster(Hosts.Host master, boolean several) {
        // Where there is one JobManager, all its TaskManagers have to know where, so that it stands in the
        // configuration.
        return JobManagerWords.assignments(
                several ? Optional.of(master.name()) : Optional.empty(),
                master.port().isPresent() ? Optional.of(master.port().getAsInt()) : Optional.empty(),
                said.assignments());
    }

    private List<String> ofWorker(boolean several) {
        List<String> assignments = new ArrayList<>(said.assignments());
        // With one JobManager each TaskManager finds out by itself.
        if (several && masters.hosts().stream().allMatch(Hosts.Host::isLoopback)) {
            Settings.keepToThisMachine(masters.hosts().get(0).name(), said.configuration(), assignments);
        }
        return assignments;
    }

    private static List<String> startWith(List<String> assignments) {
        List<String> words = new ArrayList<>(List.of("start"));
        assignments.forEach(assignment -> words.add("-D" + assignment));
        return words;
    }

    private Optional<String> secret() throws LaunchException {
        Optional<Path> file = SecretFile.of(installation, said.configuration());
        try {
            return file.isPresent() ? Optional.of(Files.readString(file.get()).strip()) : Optional.empty();
        } catch (IOException e) {
            throw LaunchException.unusable("Expected to read the secret of this cluster, but found: " + e + ".");
        }
    }

    private void refuseWhatCannotWork() throws LaunchException {
        Configuration configuration = said.configuration();
        if (masters.hosts().isEmpty()) {
            throw LaunchException.unusable("Expected a host in " + masters.file() + ", but found none. One line,"
                    + " localhost, is enough for a cluster on this machine.");
        }
        if (!Settings.isHighlyAvailable(configuration) && masters.hosts().size() > 1) {
            throw LaunchException.unusable("Expected one host in " + masters.file() + ", since "
                    + HighAvailabilityOptions.TYPE.key() + " is none and nobody could take over, but found "
                    + masters.hosts() + ". Set it to zookeeper or yarn, or leave one host.");
        }
        if (masters.areAllHere(installation) && workers.areAllHere(installation)) {
            return;
        }
        Optional<Hosts.Host> hidden =
                masters.hosts().stream().filter(Hosts.Host::isLoopback).findFirst();
        // One JobManager has its address in the configuration, if anybody has written it there; each of several is
        // where its line says.
        boolean known =
                configuration.isSet(JobManagerOptions.RPC_ADDRESS) && !Settings.isHighlyAvailable(configuration);
        if (hidden.isPresent() && !known) {
            throw LaunchException.unusable(
                    "Expected " + masters.file() + " to name each machine as the others reach it,"
                            + " since the cluster has several, but found " + hidden.get() + ".");
        }
        if (!configuration.isSet(HighAvailabilityOptions.STORAGE_DIR)) {
            throw LaunchException.unusable("Expected " + HighAvailabilityOptions.STORAGE_DIR.key()
                    + " to name a directory that all machines see, since the cluster has several and its processes"
                    + " leave programs and checkpoints there, but found it unset.");
        }
    }

    void stop() throws LaunchException, InterruptedException {
        Remote there = new Remote(installation, said.configuration(), Optional.empty());
        stop(workers, Daemon.TASKMANAGER, there);
        stop(masters, Daemon.JOBMANAGER, there);
        there.await();
    }

    private void stop(Hosts hosts, Daemon daemon, Remote there) throws LaunchException, InterruptedException {
        int here = 0;
        for (Hosts.Host host : hosts.hosts()) {
            if (host.isHere(installation)) {
                here++;
            } else {
                there.call(host.name(), daemon.script(), List.of("stop"));
            }
        }
        if (here > 0) {
            new LocalStop(installation, said.configuration(), terminal).stop(daemon, here);
        }
    }
}
