package dev.selvage.platform.launch;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Option;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process of a standalone cluster goes by: what somebody has said, and beyond that what makes a cluster on one machine work
 * without anybody saying anything.
 *
 * @param assignments {@code key=value} for all that does not stand in the configuration directory
 * @param chosen a sentence for each thing that nobody has said, and that people may want to know
 */
record Settings(Configuration configuration, List<String> assignments, List<String> chosen) {

    Settings {
        assignments = List.copyOf(assignments);
        chosen = List.copyOf(chosen);
    }

    /** What has been said, and nothing else. */
    static Settings said(Installation installation, List<String> assignments) throws InvalidConfigurationException {
        try {
            Configuration configuration = ConfigurationFiles.load(installation.configuration(), assignments)
                    .configuration();
            return new Settings(configuration, assignments, List.of());
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    List.of("Expected to read " + installation.configuration() + ", but found: " + e + "."));
        }
    }

    /** With what a process takes where nobody has said anything. */
    static Settings forProcess(Installation installation, List<String> assignments)
            throws InvalidConfigurationException, LaunchException {
        Configuration said = said(installation, assignments).configuration;
        List<String> all = new ArrayList<>(assignments);
        List<String> chosen = new ArrayList<>();
        if (!said.isSet(HighAvailabilityOptions.STORAGE_DIR)) {
            String storage = installation.home().resolve("storage").toString();
            all.add(HighAvailabilityOptions.STORAGE_DIR.key() + "=" + storage);
            chosen.add(
                    HighAvailabilityOptions.STORAGE_DIR.key() + " is not set: programs and checkpoints of jobs lie in "
                            + storage + ", which other machines do not see.");
        }
        Optional<String> jobManager = jobManager(said, installation);
        jobManager.ifPresent(host -> set(JobManagerOptions.RPC_ADDRESS, host, said, all));
        jobManager.filter(Hosts::isLoopback).ifPresent(host -> keepToThisMachine(host, said, all));
        if (isHighlyAvailable(said) && !said.isSet(JobManagerOptions.RPC_ADDRESS) && jobManager.isPresent()) {
            chosen.add(installation.masters()
                    + " names nobody but this machine: no other one reaches what is started here."
                    + " Name the masters there, or set " + JobManagerOptions.RPC_ADDRESS.key()
                    + " to this machine's name.");
        }
        return new Settings(said(installation, all).configuration, all, chosen);
    }

    /** Where the JobManager is, if that can be known before it says so. */
    private static Optional<String> jobManager(Configuration said, Installation installation) throws LaunchException {
        if (said.isSet(JobManagerOptions.RPC_ADDRESS)) {
            return said.find(JobManagerOptions.RPC_ADDRESS);
        }
        List<Hosts.Host> masters = Files.exists(installation.masters())
                ? Hosts.read(installation.masters()).hosts()
                : List.of();
        String first = masters.isEmpty() ? "localhost" : masters.get(0).name();
        boolean mayBeElsewhere = masters.isEmpty() || masters.stream().anyMatch(host -> !Hosts.isLoopback(host.name()));
        return isHighlyAvailable(said) && mayBeElsewhere ? Optional.empty() : Optional.of(first);
    }

    static boolean isHighlyAvailable(Configuration configuration) {
        return !configuration.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none");
    }

    /** Whose JobManager only this machine can reach has nobody else in it, and nobody else should be able to knock. */
    static void keepToThisMachine(String host, Configuration said, List<String> assignments) {
        for (Option<String> address : List.of(
                JobManagerOptions.BIND_HOST,
                RestOptions.BIND_ADDRESS,
                TaskManagerOptions.HOST,
                TaskManagerOptions.BIND_HOST)) {
            set(address, host, said, assignments);
        }
    }

    private static void set(Option<String> option, String value, Configuration said, List<String> assignments) {
        if (!said.isSet(option)) {
            assignments.add(option.key() + "=" + value);
        }
    }
}
