package dev.selvage.platform.leadership;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The time in which one process leads, and what is decided in it. What was decided about jobs lies in records with names, which
 * are written once and never change; of one kind the highest number counts, so a write that takes effect late takes nothing
 * back. Once another term has begun, every write of this one is refused. Any thread may call; calls block.
 */
public interface Term {

    LeaderEpoch epoch();

    /** Lets everybody know where the leader of this term is; said again, it changes nothing. Fails if this term is over. */
    void announce(String control, String rest) throws IOException;

    /** The jobs of which anything is recorded, sorted. */
    List<JobId> jobs() throws IOException;

    /** The names of what is recorded of a job, sorted; none if it is not known. */
    List<String> names(JobId job) throws IOException;

    /** What is recorded under a name, checked against what was written; nothing if nothing is. */
    Optional<byte[]> read(JobId job, String name) throws IOException;

    /**
     * Records something. Written again the same, it is written; refused if something else stands there, or this term is over. A
     * write that was {@link WriteOutcome#UNKNOWN} may take effect late.
     */
    WriteOutcome write(JobId job, String name, byte[] content);

    /** The same for what a name says by itself, in the fewest round trips that there are. It reads as no bytes. */
    WriteOutcome mark(JobId job, String name);

    /** Removes what is recorded under a name; fine if nothing is. Fails if this term is over. */
    void delete(JobId job, String name) throws IOException;

    /** Removes all that is recorded of a job; fine if nothing is. Fails if this term is over. */
    void forget(JobId job) throws IOException;
}
