package dev.selvage.core.simulation.toy;

import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.world.FileModel.Outcome;
import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedStorage.Request;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.ZooKeeperModel;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One leader's durable writes, one after the other: a new file with the whole ledger, then the pointer to it, in a
 * transaction that also checks that no other leader has come; then the file before is deleted.
 */
final class LedgerBook {

    private final PlantedBug bug;
    private final long epoch;
    private final int leaderVersion;
    private final BitSet durable;
    private String currentFile;
    private Optional<Write> write = Optional.empty();
    private long writes;
    private long requests;
    private int written;
    private boolean superseded;

    /** A write on its way: which file, and the ledger that it will make durable. */
    private record Write(String file, BitSet content, boolean fileDone, long request) {}

    LedgerBook(PlantedBug bug, long epoch, int leaderVersion, String currentFile, BitSet durable) {
        this.bug = bug;
        this.epoch = epoch;
        this.leaderVersion = leaderVersion;
        this.currentFile = currentFile;
        this.durable = copied(durable);
    }

    boolean holds(int request) {
        return durable.get(request);
    }

    boolean idle() {
        return write.isEmpty();
    }

    /** How many writes are done. */
    int written() {
        return written;
    }

    boolean superseded() {
        return superseded;
    }

    /** Whether a reply with this number belongs to the write on its way. */
    boolean awaits(long request) {
        return write.isPresent() && write.get().request() == request;
    }

    List<Wish> add(Collection<Integer> ready) {
        BitSet content = copied(durable);
        ready.forEach(content::set);
        return writeFile(content);
    }

    /** Which leader wrote a file. */
    static long epochOf(String file) {
        return Long.parseLong(file.substring(LedgerWords.DIRECTORY.length() + 1, file.indexOf('-')));
    }

    private List<Wish> writeFile(BitSet content) {
        // A new name each time, the epoch in it: a file of an unknown fate is never written again.
        String file = LedgerWords.DIRECTORY + "/" + epoch + "-" + ++writes;
        write = Optional.of(new Write(file, content, false, nextRequest()));
        List<Wish> wishes = new ArrayList<>();
        if (bug == PlantedBug.DELETE_BEFORE_POINTER && !currentFile.isEmpty()) {
            wishes.add(new Wish.Store(0, new Request.Delete(currentFile)));
        }
        if (bug == PlantedBug.POINTER_BEFORE_DATA) {
            wishes.add(new Wish.Store(0, new Request.Create(file, format(content))));
            wishes.addAll(writePointer());
        } else {
            wishes.add(new Wish.Store(write.get().request(), new Request.Create(file, format(content))));
        }
        return wishes;
    }

    private List<Wish> writePointer() {
        Write old = write.orElseThrow();
        write = Optional.of(new Write(old.file(), old.content(), true, nextRequest()));
        List<Operation> operations = new ArrayList<>();
        if (bug != PlantedBug.FORGOTTEN_EPOCH_CHECK) {
            operations.add(new Operation.Check(LedgerWords.LEADER_NODE, leaderVersion));
        }
        operations.add(new Operation.Write(LedgerWords.POINTER_NODE, old.file(), ZooKeeperModel.ANY_VERSION));
        return List.of(new Wish.Transact(write.get().request(), operations));
    }

    List<Wish> onStorage(SimulatedStorage.Reply reply) {
        if (write.isEmpty() || write.get().fileDone()) {
            return List.of();
        }
        boolean written = reply instanceof SimulatedStorage.Reply.Came came && came.outcome() == Outcome.DONE;
        return written ? writePointer() : writeFile(write.get().content());
    }

    /** Continues the write; once it is done, {@link #idle()} says so. */
    List<Wish> onZooKeeper(SimulatedZooKeeper.Reply reply) {
        Write current = write.orElseThrow();
        if (reply instanceof SimulatedZooKeeper.Reply.Committed) {
            return finish(current);
        } else if (reply instanceof SimulatedZooKeeper.Reply.Refused) {
            superseded = true;
            return List.of(new Wish.Exit());
        } else if (reply instanceof SimulatedZooKeeper.Reply.SessionExpired) {
            List<Wish> wishes = new ArrayList<>(List.of(new Wish.OpenSession()));
            wishes.addAll(writePointer());
            return wishes;
        }
        // Unknown. The same write again does no harm: it names the same file, and only if nobody has taken over.
        return writePointer();
    }

    private List<Wish> finish(Write done) {
        String before = currentFile;
        currentFile = done.file();
        durable.or(done.content());
        written++;
        write = Optional.empty();
        return before.isEmpty() ? List.of() : List.of(new Wish.Store(0, new Request.Delete(before)));
    }

    private long nextRequest() {
        return 1000 + ++requests;
    }

    private static BitSet copied(BitSet requests) {
        return (BitSet) requests.clone();
    }

    /** A bit per request, since the whole ledger is written each time. */
    static String format(BitSet requests) {
        return LongStream.of(requests.toLongArray()).mapToObj(Long::toHexString).collect(Collectors.joining(","));
    }

    static BitSet parse(String content) {
        BitSet requests = new BitSet();
        String[] words = content.isEmpty() ? new String[0] : content.split(",", -1);
        for (int i = 0; i < words.length; i++) {
            long word = Long.parseUnsignedLong(words[i], 16);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                requests.set(i * Long.SIZE + bit, (word >>> bit & 1) == 1);
            }
        }
        return requests;
    }
}
