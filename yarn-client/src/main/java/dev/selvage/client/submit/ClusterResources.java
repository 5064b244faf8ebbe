package dev.selvage.client.submit;

import dev.selvage.core.config.option.MemorySize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Nodes and queues, for a person who wonders where there is room. */
final class ClusterResources {

    private ClusterResources() {}

    static List<String> lines(YarnClient client, Queues queues) throws YarnException, IOException {
        List<NodeReport> nodes = client.getNodeReports(NodeState.RUNNING);
        List<String> lines = new ArrayList<>();
        long memory = 0;
        long vcores = 0;
        for (NodeReport node : nodes) {
            Resource all = node.getCapability();
            Resource used = node.getUsed();
            memory += all.getMemorySize();
            vcores += all.getVirtualCores();
            lines.add("  %s: %s and %d virtual cores, of which %s and %d are free; containers: %d"
                    .formatted(
                            node.getNodeId(),
                            MemorySize.ofMebibytes(all.getMemorySize()),
                            all.getVirtualCores(),
                            MemorySize.ofMebibytes(Math.max(0, all.getMemorySize() - used.getMemorySize())),
                            Math.max(0, all.getVirtualCores() - used.getVirtualCores()),
                            node.getNumContainers()));
        }
        lines.add(
                0,
                "Nodes: %d, with %s and %d virtual cores in all"
                        .formatted(nodes.size(), MemorySize.ofMebibytes(memory), vcores));
        lines.add("Queues:");
        for (QueueInfo queue : queues.all()) {
            lines.add("  %s: capacity %.0f %% (at most %.0f %%), used %.0f %% of it, applications: %d"
                    .formatted(
                            queue.getQueueName(),
                            queue.getCapacity() * 100,
                            queue.getMaximumCapacity() * 100,
                            queue.getCurrentCapacity() * 100,
                            queue.getApplications().size()));
        }
        return lines;
    }
}
