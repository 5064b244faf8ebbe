package dev.selvage.it.yarn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.it.cluster.MiniCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** What the ResourceManager itself has counted since it was started, over all applications. */
record ResourceManagerCounters(MiniCluster cluster) {

    private static final String OF_THE_QUEUE = "/jmx?qry=Hadoop:service=ResourceManager,name=QueueMetrics,q0=root";

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
