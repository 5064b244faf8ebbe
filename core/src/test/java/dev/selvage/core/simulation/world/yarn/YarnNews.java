package dev.selvage.core.simulation.world.yarn;

import java.util.List;

/** What an ApplicationMaster hears from YARN. */
public sealed interface YarnNews {

    /** A container, as the ResourceManager sees it. */
    record Container(int id, String node, int memoryMegabytes) {}

    /** Why a container is over. */
    enum Ending {
        EXITED,
        PREEMPTED,
        NODE_LOST,
        RELEASED
    }

    /** The attempt is known; these containers of earlier attempts still run. */
    record Registered(List<Container> kept) implements YarnNews {
        public Registered {
            kept = List.copyOf(kept);
        }
    }

    /** Containers that were asked for, or were not, or are larger. */
    record Granted(List<Container> containers) implements YarnNews {
        public Granted {
            containers = List.copyOf(containers);
        }
    }

    /** Containers of earlier attempts that the ResourceManager found only now. */
    record Recovered(List<Container> containers) implements YarnNews {
        public Recovered {
            containers = List.copyOf(containers);
        }
    }

    /** A container is over; told again to the next attempt if this one may not have taken note. */
    record Completed(int container, Ending ending) implements YarnNews {}

    /** These are going to be taken away, and no others, as far as is known now. */
    record Leaving(List<Integer> containers) implements YarnNews {
        public Leaving {
            containers = List.copyOf(containers);
        }
    }

    /** A container could not be launched, since it is no longer ours or its node is gone. */
    record NotLaunched(int container) implements YarnNews {}

    /** The ResourceManager has restarted and knows of no request: ask again. */
    record Resync() implements YarnNews {}

    /** The attempt has registered before; nothing has changed. */
    record AlreadyRegistered() implements YarnNews {}

    /** Another attempt has taken over, or the application is over: nothing was done, and nothing will be. */
    record InvalidToken() implements YarnNews {}
}
