package dev.selvage.minicluster;

import org.apache.hadoop.conf.Configuration;

/** What the daemons run with: as close to a real cluster as one machine allows. */
final class ServerSettings {

    private ServerSettings() {}

    static Configuration of(MiniClusterOptions options) {
        Configuration settings = new Configuration();
        settings.set("hadoop.tmp.dir", options.directory().resolve("tmp").toString());
        // There is one DataNode.
        settings.set("dfs.replication", "1");
        forContainers(settings, options);
        forApplications(settings, options);
        options.settings().forEach(settings::set);
        return settings;
    }

    private static void forContainers(Configuration settings, MiniClusterOptions options) {
        // MiniYARNCluster overwrites the key without the prefix.
        settings.set("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "8192");
        settings.set("yarn.nodemanager.resource.cpu-vcores", "16");
        // Containers run with the Java that runs the cluster, whatever the environment of its start was.
        settings.set(
                "yarn.nodemanager.admin-env",
                "MALLOC_ARENA_MAX=4,JAVA_HOME=" + System.getProperty("java.home") + ",HADOOP_CONF_DIR="
                        + ClientSettings.directory(options.directory()));
        // A JVM of 256 MB reserves more address space than YARN grants.
        settings.set("yarn.nodemanager.vmem-check-enabled", "false");
        // Whoever takes more memory than he was granted is ended, where MiniYARNCluster would let him.
        settings.set("yarn.minicluster.control-resource-monitoring", "true");
        settings.set("yarn.nodemanager.pmem-check-enabled", "true");
        // Else that is left to control groups, which there are none of.
        settings.set("yarn.nodemanager.resource.memory.enforced", "false");
        settings.set("yarn.nodemanager.container-monitor.interval-ms", "1000");
        // The default of 90 % makes nodes unhealthy on the disk of a developer, and nothing is ever scheduled.
        settings.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99");
        // Logs are what a person wants to read after a failed test: the default deletes them with the application.
        settings.set("yarn.nodemanager.delete.debug-delay-sec", "3600");
    }

    private static void forApplications(Configuration settings, MiniClusterOptions options) {
        // The default of 1024 would turn every small container into a large one.
        settings.set("yarn.scheduler.minimum-allocation-mb", "256");
        // Tests kill many ApplicationMasters; the default gives up after two.
        settings.set("yarn.resourcemanager.am.max-attempts", "100");
        // The one queue may be full of ApplicationMasters, where the default leaves them a tenth of the cluster.
        settings.set("yarn.scheduler.capacity.root.queues", "default");
        settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
        settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        // Containers read the same files as clients; what else they need, the application brings.
        settings.set(
                "yarn.application.classpath",
                ClientSettings.directory(options.directory()).toString());
    }
}
