package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.id.TaskManagerId;
import java.util.List;

/** What is wanted of whoever grants containers. */
public sealed interface ContainerAction {

    /**
     * So many are wanted beyond those granted so far: replaces what was asked for before.
     *
     * @param avoid on none of these nodes
     */
    record Ask(int count, List<String> avoid) implements ContainerAction {
        public Ask {
            avoid = List.copyOf(avoid);
        }
    }

    /** Start a TaskManager in a container that was granted; only a failure is answered. */
    record Launch(Container container) implements ContainerAction {}

    /**
     * Give a container back to whoever granted it, who stops what runs there; it may be unknown to him, or over. No node is to be told
     * directly: nodes obey leaders that are superseded, too, who miss the TaskManagers that their successors have adopted. Asked for
     * again for as long as anybody says hello from there.
     */
    record Release(TaskManagerId container) implements ContainerAction {}
}
