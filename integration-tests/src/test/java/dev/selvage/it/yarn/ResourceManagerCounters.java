package dev.selvage.it.yarn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** What the ResourceManager itself has counted since it was started, over all applications. */
record ResourceManagerCounters(MiniCluster cluster) {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String OF_THE_QUEUE = "/jmx?qry=Hadoop:service=ResourceManager,name=QueueMetrics,q0=root";

    /** Waits until it knows of so many that run for an application: one that has been started again hears it from nodes. */
    void awaitRunning(String application, int count) throws Exception {
        URI address = URI.create("http://" + cluster.setting("yarn.resourcemanager.webapp.address")
                + "/ws/v1/cluster/apps/" + application);
        Await.until("the ResourceManager knows " + count + " containers of " + application, BOUND, () -> {
            try (InputStream answer = address.toURL().openStream()) {
                return new ObjectMapper()
                                .readTree(answer)
                                .at("/app/runningContainers")
                                .asInt()
                        == count;
            }
        });
    }

    /** How many containers it has ever granted, those of ApplicationMasters among them. */
    long containersAllocated() throws IOException {
        URI address = URI.create("http://" + cluster.setting("yarn.resourcemanager.webapp.address") + OF_THE_QUEUE);
        try (InputStream answer = address.toURL().openStream()) {
            JsonNode counted = new ObjectMapper().readTree(answer).at("/beans/0/AggregateContainersAllocated");
            if (!counted.isIntegralNumber()) {
                throw new IOException("Expected a number at " + address + ", but found " + counted + ".");
            }
            return counted.asLong();
        }
    }
}
