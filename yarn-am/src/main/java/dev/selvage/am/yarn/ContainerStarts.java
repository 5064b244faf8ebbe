package dev.selvage.am.yarn;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.loop.Inbox;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.process.WorkerPool;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Has nodes start TaskManagers, several at a time. */
final class ContainerStarts implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ContainerStarts.class);

    /** A node that does not answer holds up one of them; all of a large cluster's are to be started together. */
    private static final int AT_ONCE = 32;

    private static final long NODE_PATIENCE_MILLIS = 20_000;

    private final LaunchContexts contexts;
    private final Inbox<ContainerEvent> news;
    private final WorkerPool threads;
    private final NMClient nodes;

    ContainerStarts(LaunchContexts contexts, Inbox<ContainerEvent> news, Configuration hadoop, FaultHandler faults) {
        this.contexts = contexts;
        this.news = news;
        this.threads = new WorkerPool("container-starts", AT_ONCE, faults);
        this.nodes = NMClient.createNMClient();
        // Always, and before anything else: by default what it has started ends with it, and so would every
        // TaskManager, whenever an ApplicationMaster ends in order.
        nodes.cleanupRunningContainersOnStop(false);
        Configuration patient = new YarnConfiguration(hadoop);
        patient.setLong(YarnConfiguration.CLIENT_NM_CONNECT_MAX_WAIT_MS, NODE_PATIENCE_MILLIS);
        nodes.init(patient);
        nodes.start();
    }

    /** Returns at once. What fails is told, and most likely nothing runs there. */
    void start(Container container, LeaderRecord leader) {
        TaskManagerId id = new TaskManagerId(container.getId().toString());
        threads.execute(() -> {
            try {
                nodes.startContainer(container, contexts.of(id, leader));
                LOG.info("{} is being started on {}", id, container.getNodeId());
            } catch (YarnException | IOException | InvalidConfigurationException e) {
                // Among them is what a ResourceManager has granted before it was restarted: nodes refuse that, and
                // another container has to be asked for.
                LOG.warn("Expected to start {} on {}, but could not; it is given back.", id, container.getNodeId(), e);
                news.put(new ContainerEvent.NotLaunched(id));
            }
        });
    }

    @Override
    public void close() {
        try (threads) {
            nodes.stop();
        }
    }
}
