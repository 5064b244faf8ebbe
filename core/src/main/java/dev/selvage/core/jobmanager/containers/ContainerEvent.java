package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.TaskManagerId;
import java.util.List;

/** What whoever grants containers (YARN, by its driver) has to say. */
public sealed interface ContainerEvent {

    /** It can be asked from now on; these containers of earlier attempts are there. */
    record Ready(List<Container> inherited) implements ContainerEvent {
        public Ready {
            inherited = List.copyOf(inherited);
        }
    }

    /** Containers of earlier attempts that it has found only now. */
    record Inherited(List<Container> containers) implements ContainerEvent {
        public Inherited {
            containers = List.copyOf(containers);
        }
    }

    /** Containers that were asked for, or were not, or are of another size. */
    record Granted(List<Container> containers) implements ContainerEvent {
        public Granted {
            containers = List.copyOf(containers);
        }
    }

    /** What was to be started in a container was not, as far as is known. */
    record NotLaunched(TaskManagerId container) implements ContainerEvent {}

    /**
     * A container is over, also one of which this leader has never heard.
     *
     * @param isNodesFault whether the next one there is likely to end in the same way
     */
    record Completed(TaskManagerId container, boolean isNodesFault, Failure reason) implements ContainerEvent {}

    /** These are going to be taken away, and no others: replaces what was said before. */
    record Leaving(List<TaskManagerId> all) implements ContainerEvent {
        public Leaving {
            all = List.copyOf(all);
        }
    }

    /** It has restarted, and knows of nothing that it was asked for. */
    record AsksForgotten() implements ContainerEvent {}

    /** How many nodes there are. */
    record NodesCounted(int nodes) implements ContainerEvent {}
}
