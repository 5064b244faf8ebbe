package dev.selvage.am.yarn;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.platform.leadership.LeaderRecord;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** All that {@link YarnDriver} is made of but its thread: it speaks to YARN when a test has it do so, and at no other time. */
public final class AttemptByHand implements AutoCloseable {

    private static final LeaderRecord LEADER = new LeaderRecord(new LeaderEpoch(1), "127.0.0.1:1", "");

    private final UserGroupInformation user;
    private final AMRMClient<ContainerRequest> client;
    private final YarnOrders orders = new YarnOrders();
    private final List<ContainerEvent> news = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<TaskManagerId, Container> granted = new ConcurrentHashMap<>();
    private final ResourceManagerTalk talk;
    private final ContainerStarts starts;
    private boolean isRefused;
    private boolean isSuperseded;

    /** What Hadoop throws. */
    private interface Call {
        void make() throws YarnException, IOException;
    }

    /**
     * One that has said nothing yet.
     *
     * @param user who has the attempt's token
     */
    public AttemptByHand(
            UserGroupInformation user,
            YarnConfiguration hadoop,
            Configuration configuration,
            ApplicationPlan plan,
            FaultHandler faults)
            throws Exception {
        this.user = user;
        this.client = AMRMClient.createAMRMClient();
        ContainerShape shape = ContainerShape.of(configuration, ContainerSettings.of(configuration));
        this.talk = new ResourceManagerTalk(client, hadoop, shape, news::add, granted);
        this.starts = user.doAs((PrivilegedExceptionAction<ContainerStarts>)
                () -> new ContainerStarts(new LaunchContexts(configuration, plan, hadoop), news::add, hadoop, faults));
        user.doAs((PrivilegedExceptionAction<Void>) () -> {
            client.init(hadoop);
            client.start();
            return null;
        });
    }

    /** Registers, or is refused. */
    public void register() throws Exception {
        call(() -> {
            try {
                talk.registered(client.registerApplicationMaster("", -1, ""));
            } catch (InvalidApplicationMasterRequestException e) {
                isRefused = true;
            }
        });
    }

    public boolean wasRefused() {
        return isRefused;
    }

    /** What concerns the ResourceManager is said with the next exchange. */
    public void order(ContainerAction action) throws Exception {
        if (action instanceof ContainerAction.Ask it) {
            orders.ask(it);
        } else if (action instanceof ContainerAction.Release it) {
            orders.release(it.container());
        } else if (action instanceof ContainerAction.Launch it) {
            TaskManagerId id = it.container().id();
            Optional<Container> container = Optional.ofNullable(granted.remove(id));
            call(() -> container.ifPresentOrElse(
                    one -> starts.start(one, LEADER), () -> news.add(new ContainerEvent.NotLaunched(id))));
        }
    }

    /** Says what was ordered, and hears what there is. */
    public void exchange() throws Exception {
        call(() -> talk.exchange(orders.take()));
    }

    /** Whether YARN has said that it knows this attempt no more. */
    public boolean isSuperseded() {
        return isSuperseded;
    }

    public List<ContainerEvent> heard() {
        return List.copyOf(news);
    }

    public void unregister() throws Exception {
        call(() -> client.unregisterApplicationMaster(FinalApplicationStatus.SUCCEEDED, "", ""));
    }

    private void call(Call call) throws Exception {
        user.doAs((PrivilegedExceptionAction<Void>) () -> {
            try {
                call.make();
            } catch (YarnException | IOException e) {
                if (!YarnDriver.knowsNoMore(e)) {
                    throw e;
                }
                isSuperseded = true;
            }
            return null;
        });
    }

    @Override
    public void close() {
        starts.close();
        client.stop();
    }
}
