package dev.selvage.am.yarn;

import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.loop.Inbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What YARN has said, kept until there is a leader who wants to know. Any thread may call. */
final class YarnNews implements Inbox<ContainerEvent> {

    private final List<ContainerEvent> kept = new ArrayList<>();
    private Optional<Inbox<ContainerEvent>> leader = Optional.empty();

    @Override
    public synchronized void put(ContainerEvent event) {
        if (leader.isPresent()) {
            leader.get().put(event);
        } else {
            kept.add(event);
        }
    }

    /** From now on he is told, and first of all what was kept. */
    synchronized void tell(Inbox<ContainerEvent> inbox) {
        kept.forEach(inbox::put);
        kept.clear();
        leader = Optional.of(inbox);
    }
}
