package dev.selvage.jobmanager;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.jobmanager.JobManager;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.store.Takeover;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlServer;
import dev.selvage.platform.rpc.ControlSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A JobManager in its term: it takes up what is left, then what TaskManagers say, and then lets everybody know where it is. It
 * ends when it is closed, or when another one leads.
 */
public final class Leader implements Inbox<JobManagerEvent>, AutoCloseable {

    /** Each write is waited for by its own job; another one should not wait too. */
    private static final int WRITERS = 4;
    /** TaskManagers take turns, so that a slow read of one holds up few others. */
    private static final int BLOB_READERS = 4;

    private final Term term;
    private final LeaderRecord where;
    private final ControlServer server;
    private final WorkerPool writers;
    private final WorkerPool users;
    private final WorkerPool blobReaders;
    private final Jobs jobs;
    private final EventLoop<JobManagerEvent, JobManagerAction> loop;

    private Leader(Parts parts, Term term, String rest, ControlServer server, Runnable superseded, FaultHandler faults)
            throws IOException {
        this.term = term;
        this.where = new LeaderRecord(
                term.epoch(), parts.place().host() + ":" + server.address().getPort(), rest);
        this.server = server;
        Takeover.Inherited inherited = parts.storage().takeover(term).takeUpAll();
        this.writers = new WorkerPool("jobmanager-writers", WRITERS, faults);
        this.users = new WorkerPool("jobmanager-users", 1, faults);
        this.blobReaders = new WorkerPool("blob-readers", BLOB_READERS, faults);
        this.jobs = new Jobs(term, parts.storage(), inherited, parts.shown(), this, users, parts.whenEnded());
        this.loop = new EventLoop<>(
                "jobmanager",
                new JobManager(
                        term.epoch(),
                        parts.sessions(),
                        Jobs.inheritance(inherited),
                        parts.containers().map(ContainerDriver::settings)),
                new JobManagerBody(
                        new ControlLinks(server),
                        lookingForWishes(new RecordedLeadership(parts.services(), writers, this, superseded)),
                        parts.storage().takeover(term).store(),
                        writers,
                        jobs,
                        this,
                        parts.containers()),
                new LoopClock(),
                new SplittableRandom(),
                faults);
    }

    /**
     * What the leaders of a process have in common.
     *
     * @param containers gets TaskManagers as they are needed; nobody does where there is a fixed set of them
     * @param whenEnded is told of each job that has ended
     */
    public record Parts(
            HighAvailabilityServices services,
            ClusterStorage storage,
            Place place,
            ControlSettings connections,
            SessionSettings sessions,
            ShownJobs shown,
            Optional<ContainerDriver> containers,
            Consumer<JobResult> whenEnded) {}

    /**
     * Takes the lead and begins.
     *
     * @param rest where clients reach it
     * @param superseded called once another one leads, on its loop; whoever called this closes it then
     */
    public static Leader begin(Parts parts, String rest, Runnable superseded, FaultHandler faults) throws IOException {
        // First: whoever has nowhere to listen is not to take the lead from one who has.
        ControlServer server = listen(parts, faults);
        Leader leader;
        Term term;
        try {
            term = parts.services().lead();
            leader = new Leader(parts, term, rest, server, superseded, faults);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        try {
            leader.loop.start();
            server.giveBlobs(new StoredBlobs(leader.jobs, parts.storage()), leader.blobReaders);
            server.serve(leader);
            parts.containers()
                    .ifPresent(driver ->
                            driver.serve(leader.where, event -> leader.put(new JobManagerEvent.OfContainers(event))));
            // Last: whoever finds it is served at once.
            term.announce(leader.where.control(), leader.where.rest());
            return leader;
        } catch (IOException | RuntimeException e) {
            leader.close();
            throw e;
        }
    }

    private static ControlServer listen(Parts parts, FaultHandler faults) throws NoPlaceException {
        try {
            return ControlServer.bind(
                    parts.connections(), parts.place().bindHost(), parts.place().ports(), faults);
        } catch (IOException e) {
            throw new NoPlaceException(e);
        }
    }

    /** As often as it looks whether it leads. */
    private Leadership lookingForWishes(Leadership recorded) {
        return new Leadership() {
            @Override
            public void lookForLeader() {
                recorded.lookForLeader();
                jobs.look();
            }

            @Override
            public void stepDown() {
                recorded.stepDown();
            }
        };
    }

    public Term term() {
        return term;
    }

    /** Where it has said that it is. */
    public LeaderRecord where() {
        return where;
    }

    public Jobs jobs() {
        return jobs;
    }

    @Override
    public void put(JobManagerEvent message) {
        loop.put(message);
    }

    /** First what decides, then its connections: TaskManagers find out at once, and go on without it. */
    @Override
    public void close() {
        try (users;
                writers;
                blobReaders;
                server) {
            loop.close();
        }
    }
}
