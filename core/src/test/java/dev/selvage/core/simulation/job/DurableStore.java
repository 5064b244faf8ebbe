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
import dev.selvage.core.simulation.world.UnreliableWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is durable: the leader's record, what is decided of each job, manifests and snapshots. */
final class DurableStore {

    /** How long somebody tries to reach it until the outcome counts as unknown. */
    private static final long PATIENCE_MICROS = 3_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final UnreliableWrites writes;
    private final SplittableRandom random;
    private final JobBug bug;
    private final CheckpointFiles files = new CheckpointFiles();
    private LeaderRecord leader = new LeaderRecord(new LeaderEpoch(0), "");
    /** What a server of ZooKeeper that is behind still says. */
    private LeaderRecord leaderBefore = leader;

    private final TreeMap<JobId, JobRecords> jobs = new TreeMap<>();
    /** Savepoints are their users', whatever becomes of the job. */
    private final List<CheckpointReference> savepoints = new ArrayList<>();

    private Optional<String> violation = Optional.empty();
    /** Counts changes to what the pointer names or what is there. */
    private long version;

    private long checkedVersion = -1;

    /** Who leads, and where. */
    record LeaderRecord(LeaderEpoch epoch, String address) {}

    DurableStore(Simulation simulation, Cuts cuts, JobBug bug) {
        this.cuts = cuts;
        this.bug = bug;
        this.simulation = simulation;
        this.random = simulation.random("store");
        this.writes = new UnreliableWrites(simulation, cuts, random);
    }

    /** A client's work: a job is durable, and will be run. */
    JobRecords accept(ModelJob job) {
        JobRecords accepted = new JobRecords(job, leader.epoch());
        jobs.put(job.id(), accepted);
        version++;
        return accepted;
    }

    /** What there is to lead, in the order in which it came. */
    List<JobRecords> live() {
        return jobs.values().stream().filter(JobRecords::isLive).toList();
    }

    /** A job of any time: a zombie may still speak of an earlier one. */
    JobRecords of(JobId id) {
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

    /** Whether it can read what is decided at this moment. */
    boolean knowsDecisions(String reader) {
        return cuts.openBothWays(reader, Cuts.ZOOKEEPER);
    }

    /** Whether it can read files at this moment. */
    boolean isReadableFor(String reader) {
        return cuts.openBothWays(reader, Cuts.STORAGE);
    }

    Optional<String> violation() {
        return violation;
    }

    /** How far sources were in the savepoint that the job stopped with, if that is the newest that is decided. */
    Optional<Map<String, Integer>> stoppedAt(JobRecords of) {
        return of.pointer()
                .newest()
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

    Optional<Manifest> manifest(CheckpointReference reference) {
        return files.manifest(reference.manifest());
    }

    /** A snapshot as whoever restores it finds it: not at all if it is damaged or gone. */
    Optional<ModelSnapshot> soundSnapshot(String file) {
        return files.sound(file);
    }

    /** One of the files of the newest checkpoint of a job is damaged; returns which, if there is any. */
    Optional<String> damageNewest(JobRecords of, SplittableRandom chance) {
        List<String> named = of.pointer()
                .newest()
                .flatMap(this::manifest)
                .map(newest -> List.copyOf(newest.files()))
                .orElse(List.of());
        Optional<String> struck =
                named.isEmpty() ? Optional.empty() : Optional.of(named.get(chance.nextInt(named.size())));
        struck.ifPresent(files::damage);
        return struck;
    }

    void mend(String file) {
        files.mend(file);
    }

    void mendAll() {
        files.mendAll();
    }

    /** A new leader takes the next epoch, which fences all others; one that hears nothing of it takes another. */
    void takeEpoch(SimulatedProcess<?, ?> taker, Consumer<LeaderEpoch> answer) {
        String address = taker.name();
        simulation.after(writes.delay(), "take epoch", address, leader, () -> {
            if (!cuts.open(address, Cuts.ZOOKEEPER)) {
                takeEpochAgain(taker, answer);
                return;
            }
            leaderBefore = leader;
            leader = new LeaderRecord(leader.epoch().next(), address);
            LeaderEpoch taken = leader.epoch();
            simulation.after(writes.delay(), "epoch taken", address, taken, () -> {
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

    JobPast past(JobRecords of) {
        List<Manifest> known = of.pointer().retained().stream()
                .map(reference -> seen(manifest(reference).orElseThrow()))
                .toList();
        return new JobPast(
                CheckpointFiles.directoryOf(of.job().id()),
                of.job().origin(),
                of.pointer(),
                known,
                new CheckpointId(Math.max(highestCheckpoint(of), of.job().originNumber()) + 1),
                of.deployment().map(this::seen));
    }

    /** As far as files tell; of others that were triggered tasks tell. */
    private long highestCheckpoint(JobRecords of) {
        long ofDirectories =
                files.numbers(of.job().id()).mapToLong(Long::longValue).max().orElse(0);
        return Math.max(ofDirectories, of.newestNumber());
    }

    /** Who has taken over deletes what came to nothing below the newest checkpoint of each job, however late. */
    void sweep(String deleter) {
        live().forEach(records -> sweep(deleter, records));
    }

    private void sweep(String deleter, JobRecords of) {
        JobId job = of.job().id();
        Set<Long> retained = of.pointer().retained().stream()
                .map(reference -> reference.checkpoint().number())
                .collect(Collectors.toSet());
        files.numbers(job)
                .filter(number -> number < of.newestNumber() && !retained.contains(number))
                .toList()
                .forEach(number -> deleteAll(deleter, CheckpointFiles.directoryOf(job) + "/chk-" + number + "/"));
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
        writes.write(writer, Cuts.STORAGE, name, answer, () -> files.put(name, manifest));
    }

    void writePointer(String writer, Pointer next, Consumer<WriteOutcome> answer) {
        JobRecords records = of(next.job());
        underEpoch(writer, next.epoch(), records, "pointer " + next.newest(), answer, () -> {
            if (records.isLive() && records.decide(next, stoppedAt(records).isPresent())) {
                version++;
                simulation.count(JobScenario.CHECKPOINTS);
            }
        });
    }

    void writeDeployment(String writer, DeploymentRecord record, Consumer<WriteOutcome> answer) {
        JobRecords records = of(record.job());
        underEpoch(
                writer,
                record.epoch(),
                records,
                "deployment " + record.deployment(),
                answer,
                () -> records.deployed(record));
    }

    void writeResult(String writer, LeaderEpoch epoch, JobResult ended, Consumer<WriteOutcome> answer) {
        JobRecords records = of(ended.job());
        underEpoch(writer, epoch, records, "result " + ended, answer, () -> records.ended(ended));
    }

    /** What came of a savepoint, told to the user: from here on it is the user's. */
    void answerWish(
            String writer,
            LeaderEpoch epoch,
            JobId job,
            String name,
            Optional<CheckpointReference> savepoint,
            Consumer<WriteOutcome> answer) {
        JobRecords records = of(job);
        underEpoch(writer, epoch, records, "answer " + name + " " + savepoint, answer, () -> {
            if (records.answer(name, savepoint)) {
                savepoint.ifPresent(savepoints::add);
                version++;
            }
        });
    }

    private void underEpoch(
            String writer,
            LeaderEpoch epoch,
            JobRecords records,
            String what,
            Consumer<WriteOutcome> answer,
            Runnable change) {
        writes.write(writer, Cuts.ZOOKEEPER, what, answer, () -> {
            if (!epoch.equals(leader.epoch()) && bug != JobBug.FORGOTTEN_FENCE) {
                return WriteOutcome.REFUSED;
            }
            if (!writer.equals(leader.address()) && bug != JobBug.FORGOTTEN_FENCE) {
                violation = Optional.of(
                        writer + " wrote " + what + " under epoch " + epoch + ", which is that of " + leader.address());
            }
            change.run();
            violation = violation.or(records::violation);
            return WriteOutcome.WRITTEN;
        });
    }

    void writeSnapshot(String writer, String file, ModelSnapshot snapshot, Consumer<WriteOutcome> answer) {
        writes.write(writer, Cuts.STORAGE, file, answer, () -> {
            if (!files.put(file, snapshot)) {
                violation = Optional.of("the snapshot " + file + " was written twice");
            }
            return WriteOutcome.WRITTEN;
        });
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
        simulation.after(writes.delay(), "delete", "store", prefix, () -> {
            files.deleteAll(prefix);
            version++;
        });
    }

    /** The newest decided checkpoint of a job, or what it started from. */
    Optional<Manifest> newest(JobRecords of) {
        return of.pointer().newest().flatMap(this::manifest).or(of.job()::origin);
    }

    /** What a pointer names, or a user was told of, or a job begins with, and is not there. */
    Optional<String> missing() {
        if (checkedVersion == version) {
            return Optional.empty();
        }
        checkedVersion = version;
        Stream<CheckpointReference> named = live().stream().flatMap(records -> records.pointer().retained().stream());
        Stream<Manifest> origins = live().stream()
                .filter(records -> records.pointer().newest().isEmpty())
                .flatMap(records -> records.job().origin().stream());
        return Stream.concat(named, savepoints.stream())
                .flatMap(reference -> missing(reference).stream())
                .findFirst()
                .or(() -> origins.flatMap(manifest -> missing("the origin of a job", manifest).stream())
                        .findFirst());
    }

    private Optional<String> missing(CheckpointReference reference) {
        return manifest(reference).isEmpty()
                ? Optional.of(reference.manifest() + " was decided or told of, but is not there")
                : files.missingOf(reference.manifest())
                        .map(file -> reference.manifest() + " names " + file + ", which is not there");
    }

    private Optional<String> missing(String name, Manifest manifest) {
        return manifest.files().stream()
                .filter(file -> files.snapshot(file).isEmpty())
                .findFirst()
                .map(file -> name + " names " + file + ", which is not there");
    }
}
