package dev.selvage.platform.leadership;

import dev.selvage.core.id.LeaderEpoch;
import java.io.IOException;
import java.util.Optional;

/**
 * Nobody remembers anything: there is one place where the JobManager can be, and what it has decided is gone with it. All its
 * terms are the first one, since none of them knows of another.
 */
public final class LoneServices implements HighAvailabilityServices {

    private static final LeaderEpoch ONLY = new LeaderEpoch(1);

    private final String control;
    private final String rest;

    /** Those of a cluster whose JobManager is, or will be, there. */
    public LoneServices(String control, String rest) {
        this.control = control;
        this.rest = rest;
    }

    @Override
    public Optional<LeaderRecord> leader() {
        return Optional.of(new LeaderRecord(ONLY, control, rest));
    }

    @Override
    public void awaitTurn() {
        // Whoever has the port has the turn.
    }

    @Override
    public Term lead() throws IOException {
        return new MemoryTerm(ONLY);
    }

    @Override
    public void close() {
        // There is nothing that others could see.
    }
}
