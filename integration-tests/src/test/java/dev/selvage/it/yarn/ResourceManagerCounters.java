package dev.selvage.it.yarn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the ResourceManager itself has counted since it was started, over all applications. */
record ResourceManagerCounters(MiniCluster cluster) {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String OF_THE_QUEUE = "/jmx?qry=Hadoop:service=ResourceManager,name=QueueMetrics,q0=root";
    private static final String APPLICATIONS = "/ws/v1/cluster/apps/";

    /** Waits until it has granted so many. */
    void awaitAllocated(String which, long count) throws Exception {
        Await.until(
                () -> "the ResourceManager has counted " + count + " containers: " + which,
                BOUND,
                () -> containersAllocated() == count);
    }

    /** How many containers it has ever granted, those of ApplicationMasters among them. */
    long containersAllocated() throws IOException {
        JsonNode counted = ask(OF_THE_QUEUE).at("/beans/0/AggregateContainersAllocated");
        if (!counted.isIntegralNumber()) {
            throw new IOException("Expected a number in " + OF_THE_QUEUE + ", but found " + counted + ".");
        }
        return counted.asLong();
    }

    /** How many containers an application has asked for and not got. */
    long outstanding(String application) throws IOException {
        return ask(APPLICATIONS + application).at("/app/resourceRequests").findValues("numContainers").stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /** How many it has taken away from an application, for the sake of others. */
    long preempted(String application) throws IOException {
        return ask(APPLICATIONS + application)
                .at("/app/numNonAMContainerPreempted")
                .asLong();
    }

    /** How much of a resource beyond memory and cores is in use on each node. */
    List<Long> usedOnNodes(String resource) throws IOException {
        return StreamSupport.stream(
                        ask("/ws/v1/cluster/nodes").at("/nodes/node").spliterator(), false)
                .flatMap(node -> StreamSupport.stream(
                        node.at("/usedResource/resourceInformations/resourceInformation")
                                .spliterator(),
                        false))
                .filter(each -> each.path("name").asText().equals(resource))
                .map(each -> each.path("value").asLong())
                .toList();
    }

    private JsonNode ask(String path) throws IOException {
        URI address = URI.create("http://" + cluster.setting("yarn.resourcemanager.webapp.address") + path);
        try (InputStream answer = address.toURL().openStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }
}
