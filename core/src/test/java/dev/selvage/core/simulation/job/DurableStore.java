package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.OperatorState;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is durable: the leader's record, and of the present job its pointer, deployment, result, manifests and snapshots. */
final class DurableStore {

    private static final long TYPICAL_MICROS = 3_000;
    private static final long LATEST_MICROS = 3_000_000;
    /** How long somebody tries to reach it until the outcome counts as unknown. */
    private static final long PATIENCE_MICROS = 3_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    private final JobBug bug;
    private final CheckpointFiles files = new CheckpointFiles();
    private LeaderRecord leader = new LeaderRecord(new LeaderEpoch(0), "");
    /** What a server of ZooKeeper that is behind still says. */
    private LeaderRecord leaderBefore = leader;

    private final TreeMap<JobId, ModelJob> jobs = new TreeMap<>();
    private ModelJob job;
    private Pointer pointer;
    private Optional<DeploymentRecord> deployment = Optional.empty();
    private Optional<JobResult> result = Optional.empty();
    private boolean cancelAsked;
    /** Of which the user was told that the job stops with it. */
    private Optional<CheckpointReference> toldStop = Optional.empty();

    private Optional<String> violation = Optional.empty();
    /** What nobody heard of any more. */
    private final List<WriteOutcome> lateOutcomes = new ArrayList<>();
    /** Counts changes to what the pointer names or what is there. */
    private long version;

    /** Who leads, and where. */
    record LeaderRecord(LeaderEpoch epoch, String address) {}

    DurableStore(Simulation simulation, Cuts cuts, JobBug bug, ModelJob first) {
        this.cuts = cuts;
        this.bug = bug;
        this.simulation = simulation;
        this.random = simulation.random("store");
        this.job = first;
        jobs.put(first.id(), first);
        this.pointer = Pointer.none(first.id(), leader.epoch());
    }

    /** A client's work: the next job takes the place of the one that has ended. */
    void accept(ModelJob next) {
        job = next;
        jobs.put(next.id(), next);
        pointer = Pointer.none(next.id(), leader.epoch());
        deployment = Optional.empty();
        result = Optional.empty();
        cancelAsked = false;
        toldStop = Optional.empty();
        version++;
    }

    ModelJob job() {
        return job;
    }

    /** A job of any time: a zombie may still speak of an earlier one. */
    ModelJob job(JobId id) {
        return Optional.ofNullable(jobs.get(id)).orElseThrow();
    }

    /** Where whoever leads can be found. */
    String leader() {
        return leader.address();
    }

    /** The leader's record as this reader sees it, which may be behind, or nothing if it cannot see it. */
    Optional<LeaderRecord> leaderSeenBy(String reader) {
        LeaderRecord seen = simulation.faults().strikes(Faults.Kind.ZOOKEEPER_LAG) ? leaderBefore : leader;
        return Optional.of(seen)
                .filter(record -> !record.address().isEmpty() && cuts.openBothWays(reader, Cuts.ZOOKEEPER));
    }

    /** Whether it can read files at this moment. */
    boolean isReadableFor(String reader) {
        return cuts.openBothWays(reader, Cuts.STORAGE);
    }

    Pointer pointer() {
        return pointer;
    }

    Optional<DeploymentRecord> deployment() {
        return deployment;
    }

    Optional<JobResult> result() {
        return result;
    }

    boolean cancelAsked() {
        return cancelAsked;
    }

    Optional<String> violation() {
        return violation;
    }

    void tellStop(JobId told, CheckpointReference savepoint) {
        if (told.equals(job.id())) {
            toldStop = Optional.of(savepoint);
        }
    }

    Optional<CheckpointReference> toldStop() {
        return toldStop;
    }

    /** How far sources were in the savepoint that the job stopped with, if that is the newest that is decided. */
    Optional<Map<String, Integer>> stoppedAt() {
        return pointer.newest()
                .flatMap(this::manifest)
                .filter(newest -> newest.kind() == CheckpointKind.SAVEPOINT)
                .map(this::positionsIn);
    }

    private Map<String, Integer> positionsIn(Manifest manifest) {
        TreeMap<String, Integer> positions = new TreeMap<>();
        for (OperatorState source : manifest.operators()) {
            for (OperatorState.Part part : source.parts()) {
                ModelSnapshot snapshot = files.snapshot(((SnapshotHandle.InFile) part.handle()).file())
                        .orElseThrow();
                snapshot.positions()
                        .forEach(position ->
                                positions.put(ModelJob.placeOf(source.name(), position.split()), position.next()));
            }
        }
        return positions;
    }

    void askCancel() {
        cancelAsked = true;
    }

    long version() {
        return version;
    }

    Optional<Manifest> manifest(CheckpointReference reference) {
        return files.manifest(reference.manifest());
    }

    Optional<ModelSnapshot> snapshot(String file) {
        return files.snapshot(file);
    }

    /** A new leader takes the next epoch, which fences all others; one that hears nothing of it takes another. */
    void takeEpoch(SimulatedProcess<?, ?> taker, Consumer<LeaderEpoch> answer) {
        String address = taker.name();
        simulation.after(delay(), "take epoch", address, leader, () -> {
            if (!cuts.open(address, Cuts.ZOOKEEPER)) {
                takeEpochAgain(taker, answer);
                return;
            }
            leaderBefore = leader;
            leader = new LeaderRecord(leader.epoch().next(), address);
            LeaderEpoch taken = leader.epoch();
            simulation.after(delay(), "epoch taken", address, taken, () -> {
                if (cuts.open(Cuts.ZOOKEEPER, address)) {
                    answer.accept(taken);
                } else {
                    takeEpochAgain(taker, answer);
                }
            });
        });
    }

    private void takeEpochAgain(SimulatedProcess<?, ?> taker, Consumer<LeaderEpoch> answer) {
        simulation.after(random.nextLong(PATIENCE_MICROS), "try again", taker.name(), "take epoch", () -> {
            if (taker.alive()) {
                takeEpoch(taker, answer);
            }
        });
    }

    JobPast past() {
        List<Manifest> known = pointer.retained().stream()
                .map(reference -> seen(manifest(reference).orElseThrow()))
                .toList();
        return new JobPast(
                CheckpointFiles.directoryOf(job.id()),
                job.origin(),
                pointer,
                known,
                new CheckpointId(Math.max(highestCheckpoint(), job.originNumber()) + 1),
                deployment.map(this::seen));
    }

    /** As far as files tell; of others that were triggered tasks tell. */
    private long highestCheckpoint() {
        long ofDirectories =
                files.numbers(job.id()).mapToLong(Long::longValue).max().orElse(0);
        return Math.max(ofDirectories, numberOf(pointer));
    }

    /** Who has taken over deletes what came to nothing below the newest checkpoint, however late. */
    void sweep(String deleter) {
        Set<Long> retained = pointer.retained().stream()
                .map(reference -> reference.checkpoint().number())
                .collect(Collectors.toSet());
        long newest = numberOf(pointer);
        files.numbers(job.id())
                .filter(number -> number < newest && !retained.contains(number))
                .toList()
                .forEach(number -> deleteAll(deleter, CheckpointFiles.directoryOf(job.id()) + "/chk-" + number + "/"));
    }

    private DeploymentRecord seen(DeploymentRecord there) {
        return bug == JobBug.FORGOTTEN_DEPLOYMENT
                ? new DeploymentRecord(
                        there.job(), there.epoch(), there.deployment(), there.restored(), List.of(), List.of())
                : there;
    }

    private Manifest seen(Manifest there) {
        return bug == JobBug.FORGOTTEN_STOP
                ? new Manifest(
                        there.job(),
                        there.checkpoint(),
                        there.epoch(),
                        CheckpointKind.CHECKPOINT,
                        there.triggeredAtMillis(),
                        there.operators())
                : there;
    }

    void writeManifest(String writer, Manifest manifest, CheckpointOrder order, Consumer<WriteOutcome> answer) {
        String name = CheckpointFiles.nameOf(manifest.job(), order);
        write(writer, Cuts.STORAGE, name, answer, () -> files.put(name, manifest));
    }

    void writePointer(String writer, Pointer next, Consumer<WriteOutcome> answer) {
        underEpoch(writer, next.epoch(), "pointer " + next.newest(), answer, () -> {
            if (next.job().equals(job.id()) && numberOf(next) > numberOf(pointer)) {
                if (stoppedAt().isPresent()) {
                    violation = Optional.of(next.newest() + " was decided behind " + pointer.newest()
                            + ", which the job was to stop with");
                }
                pointer = next;
                version++;
            }
        });
    }

    private static long numberOf(Pointer any) {
        return any.newest().map(newest -> newest.checkpoint().number()).orElse(0L);
    }

    void writeDeployment(String writer, DeploymentRecord record, Consumer<WriteOutcome> answer) {
        underEpoch(writer, record.epoch(), "deployment " + record.deployment(), answer, () -> {
            boolean isNewer =
                    deployment.isEmpty() || deployment.get().deployment().compareTo(record.deployment()) < 0;
            if (record.job().equals(job.id()) && isNewer) {
                deployment = Optional.of(record);
            }
        });
    }

    void writeResult(String writer, LeaderEpoch epoch, JobResult ended, Consumer<WriteOutcome> answer) {
        underEpoch(writer, epoch, "result " + ended, answer, () -> {
            // Written again because nobody knew: by now another job may have taken its place.
            if (ended.job().equals(job.id())) {
                result = Optional.of(ended);
            }
        });
    }

    private void underEpoch(
            String writer, LeaderEpoch epoch, String what, Consumer<WriteOutcome> answer, Runnable change) {
        write(writer, Cuts.ZOOKEEPER, what, answer, () -> {
            if (!epoch.equals(leader.epoch()) && bug != JobBug.FORGOTTEN_FENCE) {
                return WriteOutcome.REFUSED;
            }
            change.run();
            return WriteOutcome.WRITTEN;
        });
    }

    void writeSnapshot(String writer, String file, ModelSnapshot snapshot, Consumer<WriteOutcome> answer) {
        write(writer, Cuts.STORAGE, file, answer, () -> {
            files.put(file, snapshot);
            return WriteOutcome.WRITTEN;
        });
    }

    /** A write that fails may not have been done, may have been done, or may be done some time later. */
    private void write(
            String writer, String service, String what, Consumer<WriteOutcome> answer, Supplier<WriteOutcome> change) {
        if (!cuts.open(writer, service)) {
            giveUp(what, answer);
            return;
        }
        boolean lost = simulation.faults().strikes(Faults.Kind.WRITE_LOST);
        boolean replyLost = simulation.faults().strikes(Faults.Kind.REPLY_LOST);
        simulation.after(delay(), "write", "store", what, () -> {
            WriteOutcome outcome = lost ? WriteOutcome.UNKNOWN : change.get();
            if (cuts.open(service, writer)) {
                answer.accept(replyLost ? WriteOutcome.UNKNOWN : outcome);
            } else {
                giveUp(what, answer);
            }
        });
        if (lost && random.nextBoolean()) {
            simulation.after(
                    delay() + random.nextLong(LATEST_MICROS),
                    "late write",
                    "store",
                    what,
                    () -> lateOutcomes.add(change.get()));
        }
    }

    private void giveUp(String what, Consumer<WriteOutcome> answer) {
        long patience = random.nextLong(PATIENCE_MICROS);
        simulation.after(patience, "timeout", "store", what, () -> answer.accept(WriteOutcome.UNKNOWN));
    }

    /** All of its directory, but not a savepoint, which is its owner's. */
    void delete(String deleter, CheckpointReference reference) {
        CheckpointFiles.placeOf(reference).ifPresent(place -> deleteAll(deleter, place));
    }

    void deleteAborted(String deleter, JobId of, CheckpointOrder order) {
        deleteAll(deleter, CheckpointFiles.placeOf(of, order));
    }

    private void deleteAll(String deleter, String prefix) {
        if (!cuts.open(deleter, Cuts.STORAGE)) {
            return;
        }
        simulation.after(delay(), "delete", "store", prefix, () -> {
            files.deleteAll(prefix);
            version++;
        });
    }

    /** The newest decided checkpoint of the present job, or what it started from. */
    Optional<Manifest> newest() {
        return pointer.newest().flatMap(this::manifest).or(job::origin);
    }

    /** What the pointer names and is not there. */
    Optional<String> missing() {
        for (CheckpointReference reference : pointer.retained()) {
            Optional<Manifest> manifest = manifest(reference);
            if (manifest.isEmpty()) {
                return Optional.of("the pointer names " + reference.manifest() + ", which is not there");
            }
            Optional<String> file = manifest.get().files().stream()
                    .filter(name -> files.snapshot(name).isEmpty())
                    .findFirst();
            if (file.isPresent()) {
                return Optional.of(reference.manifest() + " names " + file.get() + ", which is not there");
            }
        }
        return Optional.empty();
    }

    private long delay() {
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        return simulation.faults().strikes(Faults.Kind.DELAY) ? delay * 100 : delay;
    }
}
