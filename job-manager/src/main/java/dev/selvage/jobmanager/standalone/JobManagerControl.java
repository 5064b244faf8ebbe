package dev.selvage.jobmanager.standalone;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobManager;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.ControlLinks;
import dev.selvage.jobmanager.JobManagerBody;
import dev.selvage.jobmanager.JobNews;
import dev.selvage.jobmanager.Leadership;
import dev.selvage.jobmanager.RecordedLeadership;
import dev.selvage.jobmanager.store.JobStore;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlServer;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.rpc.LeaderRecord;
import dev.selvage.platform.rpc.LeaderRecords;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A JobManager in a process of its own, for TaskManagers in theirs. It takes a port, then the lead, then what TaskManagers say;
 * jobs are left in its inbox. There is no election yet: whoever starts last leads.
 */
public final class JobManagerControl implements Inbox<JobManagerEvent>, AutoCloseable {

    /** Each write is waited for by its own job; another one should not wait too. */
    private static final int WRITERS = 4;

    private final ControlServer server;
    private final WorkerPool writers;
    private final LeaderRecord leadership;
    private final EventLoop<JobManagerEvent, JobManagerAction> loop;

    private JobManagerControl(
            ControlServer server,
            LeaderRecords records,
            LeaderRecord leadership,
            SessionSettings sessions,
            Charge charge,
            JobNews news,
            Runnable end,
            FaultHandler faults) {
        this.server = server;
        this.leadership = leadership;
        this.writers = new WorkerPool("jobmanager-writers", WRITERS, faults);
        this.loop = new EventLoop<>(
                "jobmanager",
                new JobManager(leadership.epoch(), sessions, charge.jobs()),
                new JobManagerBody(
                        new ControlLinks(server),
                        lookingForWishes(new RecordedLeadership(records, writers, this, end), charge),
                        charge.store(),
                        writers,
                        news,
                        this),
                new LoopClock(),
                new SplittableRandom(),
                faults);
    }

    /**
     * Where a JobManager listens, and by which name others reach it.
     *
     * @param bindHost the address to listen on
     * @param host what others dial
     */
    public record Place(String bindHost, PortRange ports, String host) {}

    /**
     * What a leader takes up.
     *
     * @param store for what becomes of the jobs
     * @param wishes asked again and again, on the loop, to leave in the inbox what users want by now
     */
    public record Charge(
            JobStore store, List<JobManagerEvent.JobAccepted> jobs, Consumer<Inbox<JobManagerEvent>> wishes) {

        public Charge {
            jobs = List.copyOf(jobs);
        }
    }

    /** Takes up, as the leader of an epoch, what there is: whoever led before decides nothing any more. */
    public interface Taking {
        Charge takeUp(LeaderEpoch epoch) throws IOException;
    }

    /**
     * Starts to lead.
     *
     * @param taking called once it is known as whom it leads, and before anybody can say anything to it
     * @param end ends the process once another one leads; called on its loop
     */
    public static JobManagerControl start(
            Place place,
            ControlSettings connections,
            LeaderRecords records,
            SessionSettings sessions,
            Taking taking,
            JobNews news,
            Runnable end,
            FaultHandler faults)
            throws IOException {
        ControlServer server = ControlServer.bind(connections, place.bindHost(), place.ports(), faults);
        try {
            LeaderRecord leadership =
                    records.lead(place.host() + ":" + server.address().getPort());
            Charge charge = taking.takeUp(leadership.epoch());
            JobManagerControl started =
                    new JobManagerControl(server, records, leadership, sessions, charge, news, end, faults);
            started.loop.start();
            server.serve(started);
            return started;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Until users reach it themselves: as often as it looks whether it leads. */
    private Leadership lookingForWishes(Leadership recorded, Charge charge) {
        return new Leadership() {
            @Override
            public void lookForLeader() {
                recorded.lookForLeader();
                charge.wishes().accept(JobManagerControl.this);
            }

            @Override
            public void stepDown() {
                recorded.stepDown();
            }
        };
    }

    /** As whom it leads. */
    public LeaderRecord leadership() {
        return leadership;
    }

    @Override
    public void put(JobManagerEvent message) {
        loop.put(message);
    }

    /** First what decides, then its connections: TaskManagers find out at once, and go on without it. */
    @Override
    public void close() {
        try (writers;
                server) {
            loop.close();
        }
    }
}
