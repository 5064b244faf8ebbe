package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.cluster.Heard;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.toy.LedgerWords.Wire;
import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import dev.selvage.core.simulation.world.ZooKeeperModel.Node;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One attempt of the toy's ApplicationMaster. Takes the epoch, fences, then reads; has workers look at requests, and
 * writes them to the ledger in batches.
 */
final class LedgerMaster implements Component<Heard, Wish> {

    private static final long READ_LEADER = 1;
    private static final long TAKE_EPOCH = 2;
    private static final long READ_POINTER = 3;
    private static final long READ_FILE = 4;

    private final int attempt;
    private final PlantedBug bug;
    private final LedgerContainers containers;
    private final TreeMap<Integer, String> askers = new TreeMap<>();
    private final TreeMap<Integer, Long> givenTo = new TreeMap<>();
    private final TreeSet<Integer> toGive = new TreeSet<>();
    private final TreeSet<Integer> ready = new TreeSet<>();
    /** By connection, the container that said hello on it. */
    private final TreeMap<Long, Integer> workers = new TreeMap<>();

    private boolean started;
    private Leader leader = new Leader(0, 0);
    private int leaderVersion;
    private String fileBefore = "";
    private BitSet inherited = new BitSet();
    private Optional<LedgerBook> book = Optional.empty();
    /** How many of the book's writes have been answered. */
    private int answered;

    LedgerMaster(int attempt, PlantedBug bug) {
        this.attempt = attempt;
        this.bug = bug;
        this.containers = new LedgerContainers(bug);
    }

    @Override
    public List<Wish> onWake(Turn turn) {
        if (started) {
            List<Wish> wishes = new ArrayList<>(containers.onWake(turn.nowMillis()));
            hangUpOnStrangers(wishes, turn.nowMillis());
            return wishes;
        }
        started = true;
        return List.of(lookForLeader());
    }

    @Override
    public long wakeAtMillis() {
        return started ? containers.wakeAtMillis() : 0;
    }

    @Override
    public List<Wish> onMessage(Heard message, Turn turn) {
        List<Wish> wishes = new ArrayList<>();
        if (message instanceof Heard.FromZooKeeper it) {
            wishes.addAll(onZooKeeper(it));
        } else if (message instanceof Heard.FromStorage it) {
            wishes.addAll(onStorage(it));
        } else if (message instanceof Heard.FromYarn it) {
            wishes.addAll(containers.on(it.news(), turn.nowMillis()));
        } else if (message instanceof Heard.Loose it && it.message() instanceof Wire.Add add) {
            wishes.addAll(onAdd(it.from(), add.request()));
        } else if (message instanceof Heard.OnConnection it && it.message() instanceof Wire.Hello hello) {
            workers.put(it.connection(), hello.container());
            wishes.addAll(containers.connected(hello.container()));
        } else if (message instanceof Heard.OnConnection it && it.message() instanceof Wire.Worked worked) {
            givenTo.remove(worked.request());
            toGive.remove(worked.request());
            if (!held(worked.request())) {
                ready.add(worked.request());
            }
        } else if (message instanceof Heard.Disconnected it) {
            takeBack(it.connection(), turn.nowMillis());
        }
        hangUpOnStrangers(wishes, turn.nowMillis());
        wishes.addAll(goOn());
        return wishes;
    }

    /**
     * Who runs although it was given back or is said to be over has to say hello again, and is given back again, until it is
     * gone: a ResourceManager that restarted has forgotten that it was to be.
     */
    private void hangUpOnStrangers(List<Wish> wishes, long nowMillis) {
        workers.entrySet().stream()
                .filter(worker -> !containers.counts(worker.getValue()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(connection -> {
                    takeBack(connection, nowMillis);
                    wishes.add(new Wish.HangUp(connection));
                });
    }

    private List<Wish> onAdd(String from, int request) {
        if (held(request)) {
            return List.of(new Wish.Send(from, new Wire.Added(request)));
        }
        askers.put(request, from);
        if (!givenTo.containsKey(request) && !ready.contains(request)) {
            toGive.add(request);
        }
        return List.of();
    }

    private boolean held(int request) {
        return book.isPresent() && book.get().holds(request);
    }

    private void takeBack(long connection, long nowMillis) {
        Optional.ofNullable(workers.remove(connection))
                .filter(container -> !workers.containsValue(container))
                .ifPresent(container -> containers.disconnected(container, nowMillis));
        givenTo.entrySet().removeIf(entry -> {
            boolean lost = entry.getValue() == connection;
            if (lost && !ready.contains(entry.getKey())) {
                toGive.add(entry.getKey());
            }
            return lost;
        });
    }

    private List<Wish> onZooKeeper(Heard.FromZooKeeper it) {
        if (book.isPresent() && book.get().awaits(it.request())) {
            return book.get().onZooKeeper(it.reply());
        } else if (it.reply() instanceof Reply.SessionExpired && it.request() == 0) {
            return List.of(new Wish.OpenSession());
        } else if (book.isPresent()) {
            return List.of();
        } else if (it.reply() instanceof Reply.Found found && it.request() == READ_LEADER) {
            return onLeaderRead(found.node().orElseThrow());
        } else if (it.reply() instanceof Reply.Found found && it.request() == READ_POINTER) {
            fileBefore = found.node().orElseThrow().data();
            return fileBefore.isEmpty() ? inherit(new BitSet()) : readFile();
        } else if (it.reply() instanceof Reply.Committed && it.request() == TAKE_EPOCH) {
            leader = new Leader(leader.epoch() + 1, attempt);
            leaderVersion++;
            return bug == PlantedBug.READ_BEFORE_EPOCH ? lead() : readPointer();
        }
        // Refused, unknown or expired: whatever it was, the leader's node tells where things stand.
        Wish look = lookForLeader();
        return it.reply() instanceof Reply.SessionExpired ? List.of(new Wish.OpenSession(), look) : List.of(look);
    }

    private static Wish lookForLeader() {
        return new Wish.ReadNode(READ_LEADER, LedgerWords.LEADER_NODE);
    }

    private List<Wish> onLeaderRead(Node node) {
        leader = Leader.parse(node.data());
        leaderVersion = node.version();
        if (leader.attempt() > attempt) {
            return List.of(new Wish.Exit());
        }
        return bug == PlantedBug.READ_BEFORE_EPOCH ? readPointer() : takeEpoch();
    }

    private List<Wish> readPointer() {
        return List.of(new Wish.ReadNode(READ_POINTER, LedgerWords.POINTER_NODE));
    }

    private List<Wish> takeEpoch() {
        // Decision moment: with this write, and not before, the older leader's writes are refused.
        Leader next = new Leader(leader.epoch() + 1, attempt);
        return List.of(new Wish.Transact(
                TAKE_EPOCH, List.of(new Operation.Write(LedgerWords.LEADER_NODE, next.format(), leaderVersion))));
    }

    private List<Wish> readFile() {
        return List.of(new Wish.Store(READ_FILE, new SimulatedStorage.Request.Read(fileBefore)));
    }

    private List<Wish> onStorage(Heard.FromStorage it) {
        if (book.isPresent()) {
            return book.get().awaits(it.request()) ? book.get().onStorage(it.reply()) : List.of();
        } else if (it.request() != READ_FILE) {
            return List.of();
        } else if (it.reply() instanceof SimulatedStorage.Reply.Content content
                && content.content().isPresent()) {
            return inherit(LedgerBook.parse(content.content().get()));
        }
        // Missing: somebody wrote after we read the pointer, so we do not lead; begin anew.
        return it.reply() instanceof SimulatedStorage.Reply.Unknown ? readFile() : List.of(lookForLeader());
    }

    private List<Wish> inherit(BitSet durable) {
        inherited = durable;
        return bug == PlantedBug.READ_BEFORE_EPOCH ? takeEpoch() : lead();
    }

    private List<Wish> lead() {
        book = Optional.of(new LedgerBook(bug, leader.epoch(), leaderVersion, fileBefore, inherited));
        return List.of(new Wish.Register());
    }

    /** Gives out what nobody looks at, writes what has been looked at, answers what is written. */
    private List<Wish> goOn() {
        if (book.isEmpty() || book.get().superseded()) {
            return List.of();
        }
        List<Wish> wishes = new ArrayList<>();
        if (book.get().written() > answered) {
            answered = book.get().written();
            answer(wishes);
        }
        if (!workers.isEmpty()) {
            Collection<Integer> given = bug == PlantedBug.HASH_TABLE_ORDER ? Set.copyOf(toGive) : List.copyOf(toGive);
            toGive.clear();
            List<Long> takers = List.copyOf(workers.keySet());
            for (int request : given) {
                long worker = takers.get(request % takers.size());
                givenTo.put(request, worker);
                wishes.add(new Wish.SendOn(worker, new Wire.Work(request)));
            }
        }
        if (book.get().idle() && !ready.isEmpty()) {
            wishes.addAll(book.get().add(ready));
            if (bug == PlantedBug.ANSWER_BEFORE_DURABLE) {
                ready.forEach(request -> wishes.add(
                        new Wish.Send(askers.getOrDefault(request, LedgerScenario.CLIENT), new Wire.Added(request))));
            }
        }
        return wishes;
    }

    private void answer(List<Wish> wishes) {
        ready.removeIf(book.get()::holds);
        askers.entrySet().removeIf(entry -> {
            boolean done = book.get().holds(entry.getKey());
            if (done) {
                wishes.add(new Wish.Send(entry.getValue(), new Wire.Added(entry.getKey())));
            }
            return done;
        });
    }
}
