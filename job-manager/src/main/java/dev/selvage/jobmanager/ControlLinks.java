package dev.selvage.jobmanager;

import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.platform.rpc.ControlServer;

/** TaskManagers in processes of their own, on control connections. */
public record ControlLinks(ControlServer server) implements TaskManagerLinks {

    @Override
    public void send(long connection, LeaderMessage message) {
        server.send(connection, message);
    }

    @Override
    public void hangUp(long connection) {
        server.hangUp(connection);
    }

    @Override
    public void probe(Peer taskManager) {
        server.probe(taskManager);
    }
}
