package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.id.TaskManagerId;
import java.util.List;

/** A YARN whose own processes can die, and come back with what they had stored. */
public interface RestartableYarnScene extends YarnScene {

    /** Nodes that are not to fall silent, such as the one of the ApplicationMaster, whose death it has to tell. */
    List<String> nodesThatMustSpeak() throws Exception;

    /** The node of a container falls silent; what runs there goes on. */
    void silenceNodeOf(TaskManagerId container) throws Exception;

    /** That node is back, and says what runs there. */
    void letNodeSpeak() throws Exception;

    void killResourceManager() throws Exception;

    /** It is back, and has heard of all nodes that are not silent; it may be so by itself before. */
    void startResourceManager() throws Exception;
}
