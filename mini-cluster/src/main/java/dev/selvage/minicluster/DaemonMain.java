package dev.selvage.minicluster;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/**
 * One daemon of YARN in a process of its own, with the settings that come first on its class path. It ends with whoever started it,
 * since its standard input closes then, however he ended.
 */
public final class DaemonMain {

    static final String RESOURCE_MANAGER = "resourcemanager";
    static final String NODE_MANAGER = "nodemanager";

    private static final int BAD_ARGUMENTS = 2;

    private DaemonMain() {}

    public static void main(String[] arguments) throws IOException {
        String kind = arguments.length == 1 ? arguments[0] : "";
        Thread watch = new Thread(DaemonMain::haltWithStarter, "halt-with-starter");
        watch.setDaemon(true);
        watch.start();
        switch (kind) {
            case RESOURCE_MANAGER -> ResourceManager.main(new String[0]);
            case NODE_MANAGER -> NodeManager.main(new String[0]);
            default -> {
                System.err.println(
                        "Expected " + RESOURCE_MANAGER + " or " + NODE_MANAGER + ", but found " + kind + ".");
                System.exit(BAD_ARGUMENTS);
            }
        }
    }

    private static void haltWithStarter() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Expected to hear when the starter ends, but found: " + e);
        }
        // Nobody is left to whom an orderly end would matter.
        Runtime.getRuntime().halt(0);
    }
}
