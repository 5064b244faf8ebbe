package dev.selvage.client.rest;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster whose place is said somewhere.
 *
 * @param said by whom, for people
 * @param standbys whether there are JobManagers that may take over there
 */
record ConfiguredCluster(URI address, String said, boolean standbys, String hint) implements ClusterFinder {

    /** As {@code conf/masters} has it. */
    private static final Pattern MASTER = Pattern.compile("([^\\s:#]+)(?::(\\d{1,5}))?");

    private record Place(String host, int port, String said) {

        /** How it stands in a URL, and behind {@code -m}. */
        String authority() {
            boolean isAddress6 = host.contains(":") && !host.startsWith("[");
            return (isAddress6 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    static ConfiguredCluster of(ClientSettings settings) {
        Configuration configuration = settings.configuration();
        Place place = place(settings);
        URI address = address(place, configuration.get(RestOptions.URL_PREFIX));
        boolean onCommandLine = settings.assigned().containsKey(RestOptions.ADDRESS.key());
        return new ConfiguredCluster(
                address,
                place.said(),
                !configuration.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none"),
                onCommandLine ? "-m " + place.authority() : "");
    }

    private static URI address(Place place, String prefix) {
        try {
            URI address = URI.create("http://" + place.authority() + prefix);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // As good as one without a host.
        }
        throw CommandException.unusable("Expected the name of a host, as URLs may have them, but found " + place.host()
                + " (" + place.said() + "). Name it otherwise, or by its address.");
    }

    private static Place place(ClientSettings settings) {
        Configuration configuration = settings.configuration();
        int port = configuration.get(RestOptions.PORT);
        if (configuration.isSet(RestOptions.ADDRESS)) {
            return new Place(configuration.get(RestOptions.ADDRESS), port, saidBy(RestOptions.ADDRESS.key(), settings));
        }
        Optional<Place> said = configuration
                .find(JobManagerOptions.RPC_ADDRESS)
                .map(host -> new Place(host, port, saidBy(JobManagerOptions.RPC_ADDRESS.key(), settings)));
        Optional<Place> master = master(settings.directory().resolve("masters"), port);
        if (said.isPresent()
                && master.isPresent()
                && !master.get().host().equals(said.get().host())) {
            return said.get();
        }
        Place place = master.or(() -> said).orElseGet(() -> new Place("localhost", port, "since nothing else is said"));
        // As for whoever starts it: a port in conf/masters outweighs the files, and the command line all.
        return settings.assigned().containsKey(RestOptions.PORT.key())
                ? new Place(place.host(), port, place.said())
                : place;
    }

    /** The JobManager of a cluster that was started by its scripts; whoever is second in the file stands by, and sends on. */
    private static Optional<Place> master(Path masters, int usualPort) {
        return firstOf(masters)
                .map(line -> new Place(
                        line.group(1),
                        line.group(2) == null ? usualPort : Integer.parseInt(line.group(2)),
                        "as " + masters + " says"));
    }

    private static String saidBy(String key, ClientSettings settings) {
        return settings.assigned().containsKey(key) ? "as the command says" : "as " + key + " says";
    }

    private static Optional<Matcher> firstOf(Path masters) {
        if (!Files.isRegularFile(masters)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(masters).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .map(MASTER::matcher)
                    .filter(Matcher::matches)
                    .findFirst();
        } catch (IOException e) {
            throw CommandException.unusable("Expected to read " + masters + ", but found: " + e + ".", e);
        }
    }

    @Override
    public Optional<URI> find() {
        return Optional.of(address);
    }

    @Override
    public boolean mayMove() {
        return standbys;
    }

    @Override
    public String where() {
        return address + " (" + said + ")";
    }
}
