package dev.selvage.core.jobmanager;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.jobmanager.view.TaskManagerView;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which TaskManagers are there, on which connections. A session is as long as its connection: what is heard on any other is
 * dropped. One whose connection broke may come back for a while, unless it is found dead; one that is silent, or stays away, is
 * lost.
 */
final class TaskManagerSessions {

    /** How often somebody is looked for who is not connected: often enough that a death costs no time worth mentioning. */
    private static final long PROBE_MILLIS = 200;

    private final LeaderEpoch epoch;
    private final SessionSettings settings;
    private final TreeMap<TaskManagerId, Session> sessions = new TreeMap<>();
    private final TreeMap<Long, TaskManagerId> byConnection = new TreeMap<>();
    private long nextHeartbeatMillis;
    private long lastLookMillis;
    /** Before this nothing is due of any session. Who is heard from moves his own time back, which is not looked up each time. */
    private long nothingDueBeforeMillis;

    private static final class Session {
        final Peer taskManager;
        final int slots;
        Optional<Long> connection;
        long lastHeardMillis;
        /** While it is not connected: when to look again whether it is dead. */
        long nextProbeMillis;

        /** One that was there under another leader, and has not said hello to this one. */
        Session(Peer taskManager, long nowMillis) {
            this.taskManager = taskManager;
            this.slots = 0;
            this.connection = Optional.empty();
            this.lastHeardMillis = nowMillis;
            this.nextProbeMillis = nowMillis;
        }

        Session(long connection, long nowMillis, TaskManagerMessage.Hello hello) {
            this.taskManager = hello.sender();
            this.slots = hello.slots();
            this.connection = Optional.of(connection);
            this.lastHeardMillis = nowMillis;
        }
    }

    /** What a turn of the sessions means for the jobs and for the connections. */
    record Upshot(List<JobEvent> events, List<JobManagerAction> actions) {
        static Upshot none() {
            return new Upshot(new ArrayList<>(), new ArrayList<>());
        }
    }

    TaskManagerSessions(LeaderEpoch epoch, SessionSettings settings) {
        this.epoch = epoch;
        this.settings = settings;
    }

    /**
     * Tasks are recorded as running there. If it is not connected it may come, for as long as if its connection had broken now;
     * if it is, what it said of them is forgotten, so that it is to say hello once more.
     */
    Upshot await(Peer taskManager, long nowMillis) {
        Upshot upshot = Upshot.none();
        Session session =
                sessions.computeIfAbsent(taskManager.taskManager(), any -> new Session(taskManager, nowMillis));
        session.connection.ifPresent(connection -> {
            upshot.actions().add(new JobManagerAction.HangUp(connection));
            disconnect(connection, nowMillis, upshot);
        });
        watch(session);
        return upshot;
    }

    /**
     * A leader that itself stood still has no reason to call others silent: what they said meanwhile is still on its way, so
     * that time counts for nobody. To be called first in each turn.
     */
    void look(long nowMillis) {
        long stoodStillMillis = nowMillis - lastLookMillis - settings.heartbeatMillis();
        if (stoodStillMillis > 0) {
            sessions.values().forEach(session -> session.lastHeardMillis += stoodStillMillis);
        }
        lastLookMillis = nowMillis;
    }

    Upshot heard(long connection, TaskManagerMessage message, long nowMillis) {
        Upshot upshot = Upshot.none();
        // The door: what is meant for another leader is dropped here and nowhere else.
        if (message instanceof TaskManagerMessage.Hello hello) {
            if (hello.epoch().compareTo(epoch) > 0) {
                upshot.actions().add(new JobManagerAction.StepDown());
            } else {
                begin(connection, hello, nowMillis, upshot);
            }
        } else if (message.epoch().equals(epoch)) {
            of(connection).ifPresent(taskManager -> {
                session(taskManager).lastHeardMillis = nowMillis;
                // No job decides anything because somebody is still there.
                if (!(message instanceof TaskManagerMessage.TaskManagerHeartbeat)) {
                    upshot.events().add(new JobEvent.Heard(taskManager, message));
                }
            });
        }
        return upshot;
    }

    private void begin(long connection, TaskManagerMessage.Hello hello, long nowMillis, Upshot upshot) {
        if (byConnection.containsKey(connection)) {
            // Whose connection it is, its first hello has said.
            return;
        }
        TaskManagerId taskManager = hello.sender().taskManager();
        Optional.ofNullable(sessions.get(taskManager))
                .flatMap(before -> before.connection)
                .ifPresent(before -> {
                    byConnection.remove(before);
                    upshot.actions().add(new JobManagerAction.HangUp(before));
                    upshot.events().add(new JobEvent.Disconnected(taskManager));
                });
        Session session = new Session(connection, nowMillis, hello);
        sessions.put(taskManager, session);
        watch(session);
        byConnection.put(connection, taskManager);
        upshot.events().add(new JobEvent.Heard(taskManager, hello));
    }

    Upshot disconnected(long connection, long nowMillis) {
        Upshot upshot = Upshot.none();
        disconnect(connection, nowMillis, upshot);
        return upshot;
    }

    private void disconnect(long connection, long nowMillis, Upshot upshot) {
        of(connection).ifPresent(taskManager -> {
            byConnection.remove(connection);
            Session session = session(taskManager);
            session.connection = Optional.empty();
            session.lastHeardMillis = nowMillis;
            session.nextProbeMillis = nowMillis;
            watch(session);
            upshot.events().add(new JobEvent.Disconnected(taskManager));
        });
    }

    /** It is known to be dead. */
    Upshot gone(TaskManagerId taskManager, Failure reason) {
        Upshot upshot = Upshot.none();
        if (sessions.containsKey(taskManager)) {
            lose(taskManager, reason, upshot);
        }
        return upshot;
    }

    private void lose(TaskManagerId taskManager, Failure reason, Upshot upshot) {
        session(taskManager).connection.ifPresent(connection -> {
            byConnection.remove(connection);
            upshot.actions().add(new JobManagerAction.HangUp(connection));
        });
        sessions.remove(taskManager);
        upshot.events().add(new JobEvent.TaskManagerLost(taskManager, reason));
    }

    Upshot onTime(long nowMillis) {
        Upshot upshot = Upshot.none();
        if (nowMillis < nothingDueBeforeMillis) {
            return upshot;
        }
        for (TaskManagerId taskManager : List.copyOf(sessions.keySet())) {
            Session session = session(taskManager);
            if (patienceEndsAt(session) <= nowMillis) {
                lose(
                        taskManager,
                        Failure.of(
                                ErrorCode.TASK_MANAGER_LOST,
                                "expected " + taskManager
                                        + (session.connection.isPresent()
                                                ? " to say that it is there, but it has been silent for too long"
                                                : " to come back after its connection broke, or its leader died, but it has not")
                                        + ": what ran there starts again elsewhere"),
                        upshot);
            }
        }
        for (Session session : sessions.values()) {
            if (session.connection.isEmpty() && session.nextProbeMillis <= nowMillis) {
                session.nextProbeMillis = nowMillis + PROBE_MILLIS;
                upshot.actions().add(new JobManagerAction.Probe(session.taskManager));
            }
        }
        if (nextHeartbeatMillis <= nowMillis) {
            nextHeartbeatMillis = nowMillis + settings.heartbeatMillis();
            // A leader that was superseded while it stood still hears of it nowhere else if nobody says hello.
            upshot.actions().add(new JobManagerAction.LookForLeader());
            byConnection
                    .keySet()
                    .forEach(connection -> upshot.actions()
                            .add(new JobManagerAction.Send(connection, new LeaderMessage.LeaderHeartbeat(epoch))));
        }
        nothingDueBeforeMillis =
                sessions.values().stream().mapToLong(this::dueAt).reduce(nextHeartbeatMillis, Math::min);
        return upshot;
    }

    private void watch(Session session) {
        nothingDueBeforeMillis = Math.min(nothingDueBeforeMillis, dueAt(session));
    }

    private long dueAt(Session session) {
        return session.connection.isPresent()
                ? patienceEndsAt(session)
                : Math.min(patienceEndsAt(session), session.nextProbeMillis);
    }

    private long patienceEndsAt(Session session) {
        return session.lastHeardMillis
                + (session.connection.isPresent() ? settings.silenceMillis() : settings.returnMillis());
    }

    long wakeAtMillis() {
        return nothingDueBeforeMillis;
    }

    /** A hello of each TaskManager that is there, for a job that begins; what it said it ran may have changed. */
    List<JobEvent> present() {
        List<JobEvent> events = new ArrayList<>();
        sessions.forEach((taskManager, session) -> {
            if (session.connection.isPresent()) {
                events.add(new JobEvent.Heard(
                        taskManager,
                        new TaskManagerMessage.Hello(epoch, session.taskManager, session.slots, List.of(), List.of())));
            }
        });
        return events;
    }

    Optional<JobManagerAction> say(TaskManagerId to, LeaderMessage message) {
        return Optional.ofNullable(sessions.get(to))
                .flatMap(session -> session.connection)
                .map(connection -> new JobManagerAction.Send(connection, message));
    }

    private Optional<TaskManagerId> of(long connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    private Session session(TaskManagerId taskManager) {
        return Optional.ofNullable(sessions.get(taskManager)).orElseThrow();
    }

    /** Everybody who is there, or may come, or come back. */
    Collection<TaskManagerId> taskManagers() {
        return sessions.keySet();
    }

    /** The same, to be looked at. */
    List<TaskManagerView> view(SlotPool pool) {
        return sessions.values().stream()
                .map(session -> new TaskManagerView(
                        session.taskManager,
                        session.connection.isPresent(),
                        session.slots,
                        Math.max(0, pool.freeAt(session.taskManager.taskManager())),
                        session.lastHeardMillis))
                .toList();
    }

    /** Says something to everybody who is connected. */
    List<JobManagerAction> sayToAll(LeaderMessage message) {
        return sessions.keySet().stream()
                .map(taskManager -> say(taskManager, message))
                .flatMap(Optional::stream)
                .toList();
    }
}
