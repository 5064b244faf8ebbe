package dev.selvage.am.yarn;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.loop.Inbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.PreemptionContainer;
import org.apache.hadoop.yarn.api.records.PreemptionMessage;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One exchange after the other with the ResourceManager: says what was ordered, and turns its answers into news. On one thread.
 *
 * <p>After a restart of the ResourceManager nothing has to be asked for anew: YARN's client registers again by itself, and says again
 * what stands, what was given back, and which nodes are avoided.
 */
final class ResourceManagerTalk {

    private static final Logger LOG = LogManager.getLogger(ResourceManagerTalk.class);

    /** Streams make no progress towards an end. */
    private static final float PROGRESS = 0;

    private static final Priority ONLY = Priority.newInstance(1);

    private final AMRMClient<ContainerRequest> client;
    private final ContainerShape shape;
    private final Inbox<ContainerEvent> news;
    /** Those that were granted, and nothing was started in yet; whoever starts something takes them out. */
    private final ConcurrentMap<TaskManagerId, Container> granted;
    /** Whether YARN tells apart nodes of one machine, and so knows them by host and port. */
    private final boolean namesHavePorts;

    private final Asks asks = new Asks();
    private final TreeMap<Long, ContainerRequest> requests = new TreeMap<>();
    private final Leavings leavings = new Leavings();
    private TreeSet<String> avoided = new TreeSet<>();
    private int nodes;
    private boolean hasHadContainers;
    private boolean asksForNothing;

    ResourceManagerTalk(
            AMRMClient<ContainerRequest> client,
            Configuration hadoop,
            ContainerShape shape,
            Inbox<ContainerEvent> news,
            ConcurrentMap<TaskManagerId, Container> granted) {
        this.client = client;
        this.shape = shape;
        this.news = news;
        this.granted = granted;
        this.namesHavePorts = hadoop.getBoolean(
                YarnConfiguration.RM_SCHEDULER_INCLUDE_PORT_IN_NODE_NAME,
                YarnConfiguration.DEFAULT_RM_SCHEDULER_USE_PORT_FOR_NODE_NAME);
    }

    /** Tells which containers of earlier attempts are there; others may follow, after a restart of the ResourceManager. */
    void registered(RegisterApplicationMasterResponse answer) {
        if (!shape.others().isEmpty()) {
            // Only the ResourceManager knows for certain what there is beyond memory and cores.
            ResourceUtils.reinitializeResources(answer.getResourceTypes());
        }
        List<Container> inherited = answer.getContainersFromPreviousAttempts();
        hasHadContainers = !inherited.isEmpty();
        news.put(new ContainerEvent.Ready(told(inherited)));
    }

    /** Whether there ever was a container such as this application wants. */
    boolean hasHadContainers() {
        return hasHadContainers;
    }

    /** From now on no order for containers is passed on. */
    void askForNothing() {
        asksForNothing = true;
    }

    /** Whether something was asked for that has not come. */
    boolean isMissingSomething() {
        return !asks.isEmpty();
    }

    /** Says what was ordered, and hears what there is to hear. */
    void exchange(YarnOrders.Batch orders) throws YarnException, IOException {
        orders.ask().filter(any -> !asksForNothing).ifPresent(this::ask);
        orders.releases().forEach(this::release);
        hear(client.allocate(PROGRESS));
    }

    private void ask(ContainerAction.Ask wanted) {
        avoid(new TreeSet<>(wanted.avoid()));
        tell(asks.replaceBy(wanted.count()));
        LOG.info("{} more containers are wanted{}", wanted.count(), avoided.isEmpty() ? "" : ", on none of " + avoided);
    }

    private void tell(Asks.Change change) {
        change.withdrawn().forEach(this::withdraw);
        for (long number : change.begun()) {
            ContainerRequest request = request(number);
            requests.put(number, request);
            client.addContainerRequest(request);
        }
    }

    private void withdraw(long number) {
        Optional.ofNullable(requests.remove(number)).ifPresent(client::removeContainerRequest);
    }

    private ContainerRequest request(long number) {
        AMRMClient.ContainerRequest.ContainerRequestBuilder request = ContainerRequest.newBuilder()
                .capability(shape.resource())
                .priority(ONLY)
                .allocationRequestId(number)
                .relaxLocality(true);
        shape.label().ifPresent(request::nodeLabelsExpression);
        return request.build();
    }

    private void avoid(TreeSet<String> wanted) {
        List<String> more =
                wanted.stream().filter(node -> !avoided.contains(node)).toList();
        List<String> fewer =
                avoided.stream().filter(node -> !wanted.contains(node)).toList();
        if (!more.isEmpty() || !fewer.isEmpty()) {
            // YARN's client takes out of the first list what is in the second, in place.
            client.updateBlacklist(new ArrayList<>(more), fewer);
        }
        avoided = wanted;
    }

    private void release(TaskManagerId container) {
        granted.remove(container);
        try {
            client.releaseAssignedContainer(ContainerId.fromString(container.name()));
        } catch (IllegalArgumentException e) {
            // Somebody has started a TaskManager by hand, in no container of ours.
            LOG.warn("Expected {} to be a container, but found that it is none; nobody can give it back.", container);
        }
    }

    private void hear(AllocateResponse answer) {
        if (answer.getNumClusterNodes() != nodes) {
            nodes = answer.getNumClusterNodes();
            news.put(new ContainerEvent.NodesCounted(nodes));
        }
        List<Container> late = answer.getContainersFromPreviousAttempts();
        if (!late.isEmpty()) {
            news.put(new ContainerEvent.Inherited(told(late)));
        }
        // Before what is granted: whoever is lost may be replaced by that.
        answer.getCompletedContainersStatuses().forEach(this::completed);
        granted(answer.getAllocatedContainers());
        leaving(Optional.ofNullable(answer.getPreemptionMessage()));
    }

    private void completed(ContainerStatus status) {
        TaskManagerId id = new TaskManagerId(status.getContainerId().toString());
        granted.remove(id);
        leavings.gone(id);
        ContainerEnd end = ContainerEnd.of(
                status.getExitStatus(),
                Optional.ofNullable(status.getDiagnostics()).orElse(""));
        LOG.info("{} is over: {}", id, end.reason().sentence());
        news.put(new ContainerEvent.Completed(id, end.isNodesFault(), end.reason()));
    }

    private void granted(List<Container> containers) {
        if (containers.isEmpty()) {
            return;
        }
        hasHadContainers = true;
        for (Container container : containers) {
            LOG.info("{} is granted on {}", container.getId(), container.getNodeId());
            granted.put(new TaskManagerId(container.getId().toString()), container);
            asks.granted(container.getAllocationRequestId()).ifPresent(this::withdraw);
        }
        news.put(new ContainerEvent.Granted(told(containers)));
    }

    /** Those that will be taken for certain, and those that will be unless we give back as much of something else: we do not. */
    private void leaving(Optional<PreemptionMessage> message) {
        long nowMillis = System.nanoTime() / 1_000_000;
        message.ifPresent(it -> {
            List<PreemptionContainer> all = new ArrayList<>();
            Optional.ofNullable(it.getStrictContract()).ifPresent(strict -> all.addAll(strict.getContainers()));
            Optional.ofNullable(it.getContract()).ifPresent(contract -> all.addAll(contract.getContainers()));
            leavings.said(
                    all.stream()
                            .map(one -> new TaskManagerId(one.getId().toString()))
                            .toList(),
                    nowMillis);
        });
        leavings.news(nowMillis).ifPresent(all -> {
            LOG.info("YARN is going to take away {}", all);
            news.put(new ContainerEvent.Leaving(all));
        });
    }

    private List<dev.selvage.core.jobmanager.containers.Container> told(List<Container> containers) {
        return containers.stream()
                .map(one -> new dev.selvage.core.jobmanager.containers.Container(
                        new TaskManagerId(one.getId().toString()),
                        namesHavePorts
                                ? one.getNodeId().toString()
                                : one.getNodeId().getHost(),
                        (int) Math.min(Integer.MAX_VALUE, one.getResource().getMemorySize())))
                .toList();
    }
}
