package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Line;
import dev.selvage.core.simulation.world.yarn.Nodes.Occasion;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import dev.selvage.core.simulation.world.yarn.YarnNews.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A ResourceManager, running one application on its {@link Nodes}: starts its attempts, grants containers late, too many or
 * too large, and preempts them. What it believes of containers is what it has heard; restarted, it knows of none until the
 * nodes have registered anew, and of no request.
 */
public final class SimulatedYarn {

    private static final long HEARTBEAT_MICROS = 100_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom calling;
    private final Application application;
    private final Nodes nodes;
    private final Attempts attempts;
    private final Endings endings;
    private final Exchanges exchanges;
    private final NodeCalls nodeCalls;
    private final Containers containers = new Containers();
    private final Grants grants;
    private Optional<Line<YarnNews>> master = Optional.empty();
    private String masterName = "";
    private State state = State.RUNNING;
    private boolean down;
    private long lastCallArrives;

    /** What becomes of an application. */
    public enum State {
        RUNNING,
        /** It has unregistered. */
        FINISHED,
        /** All its attempts have failed. */
        FAILED
    }

    /** What YARN runs: where its attempts and containers come from. */
    public interface Application {
        /** Makes and starts the process of an attempt. */
        SimulatedProcess<?, ?> startAttempt(int attempt);

        /** Makes and starts the process of a container. */
        SimulatedProcess<?, ?> startContainer(Container container);
    }

    public SimulatedYarn(Simulation simulation, Cuts cuts, Application application) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.calling = simulation.random("yarn calls");
        this.application = application;
        this.nodeCalls = new NodeCalls(simulation, cuts, calling);
        this.nodes = new Nodes(simulation, cuts, new NodeReports());
        this.attempts = new Attempts(simulation, new AttemptsHost());
        this.endings = new Endings(simulation, this::tell, this::masterHears);
        this.grants = new Grants(simulation, nodes, new GrantsHost());
        this.exchanges = new Exchanges(this::reachable, effect -> later(HEARTBEAT_MICROS, "retry", "yarn", effect));
    }

    /** Starts the first attempt; as many may fail by themselves until the application does. */
    public void submit(int attemptsThatMayFail) {
        attempts.first(attemptsThatMayFail);
    }

    /** What became of the application. */
    public State state() {
        return state;
    }

    /** The attempt that counts. */
    public int attempt() {
        return attempts.current();
    }

    /** Containers granted or running as far as the ResourceManager knows. */
    public int held() {
        return containers.count();
    }

    /** The same, plus those asked for. */
    public int heldAndPending() {
        return held() + grants.pending();
    }

    /** Containers that truly run, whatever anybody knows of them. */
    public int running() {
        return nodes.running();
    }

    /** Its containers are over, and no attempt follows. */
    public void unregister(int caller, Asker<YarnNews> asker) {
        call(caller, asker, "unregister", news -> finish(State.FINISHED));
    }

    /** Registers an attempt, once; some of the containers that it inherits are reported only later. */
    public void register(int caller, Asker<YarnNews> asker) {
        call(caller, asker, "register", news -> {
            if (master.isPresent()) {
                news.accept(new YarnNews.AlreadyRegistered());
                return;
            }
            master = Optional.of(news);
            masterName = asker.process().name();
            List<Container> kept = new ArrayList<>();
            List<Container> late = new ArrayList<>();
            containers.held().forEach(container -> (calling.nextInt(4) == 0 ? late : kept).add(container));
            news.accept(new YarnNews.Registered(kept));
            endings.tellFromNowOn(master);
            if (!late.isEmpty()) {
                later(
                        HEARTBEAT_MICROS * 5,
                        "recovered",
                        "yarn",
                        () -> tell(new YarnNews.Recovered(late.stream()
                                .filter(container -> containers.holds(container.id()))
                                .toList())));
            }
        });
    }

    public void ask(int caller, Asker<YarnNews> asker, int count, int memoryMegabytes) {
        ask(caller, asker, count, memoryMegabytes, List.of());
    }

    /** So many are wanted beyond those granted so far, on none of these nodes; replaces what was said before. */
    public void ask(int caller, Asker<YarnNews> asker, int count, int memoryMegabytes, List<String> avoid) {
        call(caller, asker, "ask", news -> grants.ask(count, memoryMegabytes, avoid));
    }

    public void release(int caller, Asker<YarnNews> asker, int container) {
        call(caller, asker, "release", news -> {
            if (containers.holds(container)) {
                end(container, Ending.RELEASED);
            } else {
                containers.giveBackWhenFound(container);
            }
        });
    }

    /** Has a node start a container: it needs no ResourceManager for that, only the grant. */
    public void launch(int caller, Asker<YarnNews> asker, int container) {
        Line<YarnNews> news = asker.line();
        nodeCalls.launch(
                asker.process(),
                containers.grant(container).container(),
                () -> starts(caller, containers.grant(container)),
                () -> news.accept(new YarnNews.NotLaunched(container)));
    }

    private boolean starts(int caller, Containers.Grant grant) {
        boolean starts = grant.attempt() == caller && nodes.accepts(grant.container(), grant.era());
        if (starts) {
            nodes.started(grant.container(), application.startContainer(grant.container()));
        }
        return starts;
    }

    /** Has a node stop a container; nodes obey whoever started it, also a master that the ResourceManager knows no more. */
    public void stop(Asker<YarnNews> asker, int container) {
        Container wanted = containers.grant(container).container();
        nodeCalls.stop(asker.process(), wanted, () -> nodes.stop(wanted));
    }

    /** The name of its process, if it has one. */
    public List<String> masters() {
        return attempts.process().map(SimulatedProcess::name).stream().toList();
    }

    public List<String> nodes() {
        return nodes.names();
    }

    /** Calls arrive in the order in which they were made, since a master makes them one after the other. */
    private void call(int caller, Asker<YarnNews> asker, String what, Consumer<Line<YarnNews>> effect) {
        Line<YarnNews> news = asker.line();
        lastCallArrives = Math.max(lastCallArrives + 1, simulation.nowMicros() + 1 + calling.nextLong(4_000));
        long delay = lastCallArrives - simulation.nowMicros();
        String name = asker.process().name();
        simulation.after(
                delay, what, "attempt-" + caller, what, () -> exchanges.call(name, () -> answer(caller, news, effect)));
    }

    private boolean reachable(String process) {
        return !down && cuts.openBothWays(process, Cuts.RESOURCE_MANAGER);
    }

    private boolean masterHears() {
        return reachable(masterName)
                && attempts.process().filter(SimulatedProcess::paused).isEmpty();
    }

    private void answer(int caller, Line<YarnNews> news, Consumer<Line<YarnNews>> effect) {
        if (caller == attempts.current() && state == State.RUNNING) {
            effect.accept(news);
        } else {
            news.accept(new YarnNews.InvalidToken());
        }
    }

    private void end(int container, Ending ending) {
        containers.over(container);
        endings.add(container, ending);
        if (ending != Ending.EXITED && ending != Ending.NODE_LOST) {
            nodes.orderStop(containers.grant(container).container());
        }
    }

    private void finish(State end) {
        state = end;
        forgetMaster();
        containers.held().forEach(container -> end(container.id(), Ending.RELEASED));
    }

    private void forgetMaster() {
        master = Optional.empty();
        endings.tellFromNowOn(master);
    }

    private void tell(YarnNews news) {
        master.ifPresent(consumer -> exchanges.tell(masterName, () -> consumer.accept(news)));
    }

    /** One container is taken away. */
    public void preemptOne(SplittableRandom chance) {
        List<Container> all = containers.held();
        if (!all.isEmpty()) {
            end(all.get(chance.nextInt(all.size())).id(), Ending.PREEMPTED);
        }
    }

    /** One container is going to be taken away, and its master hears of it before; as likely as not it stays after all. */
    public void announceOne(SplittableRandom chance) {
        List<Container> all = containers.held();
        if (!all.isEmpty()) {
            int one = all.get(chance.nextInt(all.size())).id();
            boolean stays = chance.nextBoolean();
            tell(new YarnNews.Leaving(List.of(one)));
            later(20 * HEARTBEAT_MICROS, "leave", "container-" + one, () -> {
                if (!stays && containers.holds(one)) {
                    end(one, Ending.PREEMPTED);
                }
                tell(new YarnNews.Leaving(List.of()));
            });
        }
    }

    /** One node is lost; if the attempt runs on it, the next one starts while this one may go on unaware. */
    public void loseNode(SplittableRandom chance) {
        String node = Nodes.any(chance);
        nodes.lose(node);
        containers
                .heldWhich(container -> container.node().equals(node))
                .forEach(container -> end(container.id(), Ending.NODE_LOST));
        attempts.lostWith(node).ifPresent(nodes::lingerOn);
    }

    /** The attempt is given up, as when its node is thought to be lost; its containers and it itself live on. */
    public void giveUpAttempt() {
        attempts.lostWith(attempts.node()).ifPresent(nodes::lingerOn);
    }

    /** The ResourceManager goes away for a while and comes back without the requests, and without its containers at first. */
    public void restartResourceManager() {
        if (!down) {
            down = true;
            nodes.managerGone();
            containers.forget();
            exchanges.forgetNews();
            endings.forgetWhatRuns(
                    container -> nodes.runs(containers.grant(container).container()));
            later(60 * HEARTBEAT_MICROS, "rm-back", "yarn", () -> {
                down = false;
                exchanges.letThrough();
                grants.forget();
                tell(new YarnNews.Leaving(List.of()));
                tell(new YarnNews.Resync());
                endings.tellFromNowOn(master);
                attempts.managerBack();
                nodes.managerBack();
            });
        }
    }

    private void later(long typicalMicros, String kind, String subject, Runnable effect) {
        simulation.after(1 + calling.nextLong(2 * typicalMicros), kind, subject, kind, effect);
    }

    private final class GrantsHost implements Grants.Host {

        @Override
        public boolean grants() {
            return !down && master.isPresent();
        }

        @Override
        public Container add(String node, int megabytes) {
            return containers.add(node, megabytes, attempts.current(), nodes.era());
        }

        @Override
        public void granted(List<Container> granted) {
            tell(new YarnNews.Granted(granted));
        }

        @Override
        public void later(long typicalMicros, Runnable effect) {
            SimulatedYarn.this.later(typicalMicros, "grant", "yarn", effect);
        }
    }

    /** What nodes say against what the ResourceManager believes. */
    private final class NodeReports implements Nodes.Reports {

        @Override
        public void runs(Container container, Occasion occasion) {
            boolean mayBeForgotten = occasion == Occasion.REGISTRATION && state == State.RUNNING;
            if (containers.holds(container.id()) || mayBeForgotten) {
                boolean isNew = !containers.holds(container.id());
                containers.runs(container.id());
                if (isNew) {
                    recovered(container);
                }
            } else {
                // Started by a master that was given up, or when it was already over here: nobody wants it.
                nodes.orderStop(container);
            }
        }

        /** Before the restart it may have been over here: that is forgotten too. */
        private void recovered(Container container) {
            if (containers.isToGiveBack(container.id())) {
                end(container.id(), Ending.RELEASED);
            } else if (containers.grant(container.id()).attempt() < attempts.current()) {
                tell(new YarnNews.Recovered(List.of(container)));
            }
        }

        @Override
        public void exited(Container container, Occasion occasion) {
            if (containers.holds(container.id()) || occasion == Occasion.REGISTRATION) {
                end(container.id(), Ending.EXITED);
            }
        }
    }

    private final class AttemptsHost implements Attempts.Host {

        @Override
        public boolean down() {
            return down;
        }

        @Override
        public boolean running() {
            return state == State.RUNNING;
        }

        @Override
        public boolean reachable(String process) {
            return SimulatedYarn.this.reachable(process);
        }

        @Override
        public SimulatedProcess<?, ?> start(int attempt) {
            return application.startAttempt(attempt);
        }

        @Override
        public String pickNode(SplittableRandom chance) {
            return nodes.pick(chance, List.of()).orElseGet(() -> Nodes.any(chance));
        }

        @Override
        public void forgetTheOneBefore() {
            forgetMaster();
            grants.forget();
            // Only what it knows to run survives the attempt that asked for it.
            containers.silent().forEach(container -> end(container.id(), Ending.RELEASED));
        }

        @Override
        public void failed() {
            finish(State.FAILED);
        }
    }
}
