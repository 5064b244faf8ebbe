package dev.selvage.platform.leadership;

import dev.selvage.core.id.ClusterId;
import java.io.IOException;
import java.util.List;

/**
 * What is remembered of clusters elsewhere than in their directories, for whoever tidies up behind those that have ended. Any thread may
 * call; calls block.
 */
public interface RememberedClusters extends AutoCloseable {

    /** The clusters whose identifiers are plain names. */
    List<String> names() throws IOException;

    /** Nothing is left of it. A leader of it that lives all the same finds out with its next decision. */
    void forget(ClusterId cluster) throws IOException;

    /** Where it is remembered, for people. */
    String place(ClusterId cluster);

    @Override
    void close();
}
