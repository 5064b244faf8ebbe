package dev.selvage.platform.launch;

/** What runs in the background of a machine, by the name that scripts, pid files and logs have for it, which is Flink's. */
enum Daemon {
    JOBMANAGER("standalonesession", "jobmanager.sh", "dev.selvage.jobmanager.standalone.JobManagerMain"),
    TASKMANAGER("taskexecutor", "taskmanager.sh", "dev.selvage.container.TaskManagerMain"),
    /** ZooKeeper's own, with its own configuration file. */
    ZOOKEEPER("zookeeper", "zookeeper.sh", "org.apache.zookeeper.server.quorum.QuorumPeerMain");

    private final String spelling;
    private final String script;
    private final String mainClass;

    Daemon(String spelling, String script, String mainClass) {
        this.spelling = spelling;
        this.script = script;
        this.mainClass = mainClass;
    }

    /** The one that a script is for. */
    static Daemon of(String script) {
        for (Daemon each : values()) {
            if (each.script.equals(script)) {
                return each;
            }
        }
        throw new IllegalArgumentException("there is no " + script);
    }

    String script() {
        return script;
    }

    String mainClass() {
        return mainClass;
    }

    @Override
    public String toString() {
        return spelling;
    }
}
