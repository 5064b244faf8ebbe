package dev.selvage.jobmanager;

import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.loop.Inbox;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A claim to lead that stands in a record, and holds until another one with a higher epoch stands there. */
public final class RecordedLeadership implements Leadership {

    private static final Logger LOG = LogManager.getLogger(RecordedLeadership.class);

    private final HighAvailabilityServices services;
    private final Executor readers;
    private final Inbox<JobManagerEvent> inbox;
    private final Runnable end;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * A claim that has been recorded.
     *
     * @param readers reads the record, which may block
     * @param end ends the term, from another thread than this
     */
    public RecordedLeadership(
            HighAvailabilityServices services, Executor readers, Inbox<JobManagerEvent> inbox, Runnable end) {
        this.services = services;
        this.readers = readers;
        this.inbox = inbox;
        this.end = end;
    }

    /** Where reading takes longer than it is asked for, one look at a time answers all that asked meanwhile. */
    @Override
    public void lookForLeader() {
        if (!looking.getAndSet(true)) {
            readers.execute(this::look);
        }
    }

    private void look() {
        try {
            services.leader().ifPresent(leader -> inbox.put(new JobManagerEvent.LeaderFound(leader.epoch())));
        } catch (IOException e) {
            // A leader that cannot read the record goes on: only a higher epoch ends it.
            LOG.warn("Expected to read who leads, found that this is not possible; it is tried again.", e);
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void stepDown() {
        LOG.warn("Another JobManager leads by now; this one decides nothing any more.");
        end.run();
    }
}
