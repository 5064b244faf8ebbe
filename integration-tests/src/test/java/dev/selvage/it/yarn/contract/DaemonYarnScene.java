package dev.selvage.it.yarn.contract;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.RestartableYarnScene;
import dev.selvage.it.cluster.DaemonCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** An application of a YARN with two nodes, all of whose daemons are processes of their own. */
final class DaemonYarnScene extends MiniYarnScene implements RestartableYarnScene {

    static final int NODES = 2;

    private final DaemonCluster daemons;
    private OptionalInt silent = OptionalInt.empty();

    /** @param daemons end with this */
    DaemonYarnScene(DaemonCluster daemons, Path directory) throws Exception {
        super(daemons.cluster(), directory);
        this.daemons = daemons;
    }

    @Override
    public List<String> nodesThatMustSpeak() throws Exception {
        return List.of(master().getAssignedNode().toString());
    }

    @Override
    public void silenceNodeOf(TaskManagerId container) throws IOException {
        int node = daemons.nodeOf(pid(container)).orElseThrow();
        daemons.killNode(node);
        silent = OptionalInt.of(node);
    }

    @Override
    public void letNodeSpeak() throws Exception {
        daemons.startNode(silent.orElseThrow());
        silent = OptionalInt.empty();
    }

    @Override
    public void killResourceManager() throws IOException {
        daemons.killResourceManager();
    }

    @Override
    public void startResourceManager() throws Exception {
        daemons.startResourceManager(silent.isPresent() ? NODES - 1 : NODES);
    }

    @Override
    public void close() {
        try (daemons) {
            super.close();
        }
    }
}
