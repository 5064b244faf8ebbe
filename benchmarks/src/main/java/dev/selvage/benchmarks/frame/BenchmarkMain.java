package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a workload on all engines in turn, several times over, and prints what each reached. */
@Command(
        name = "scripts/benchmark.sh",
        description =
                "Runs a workload on all engines in turn, each in its own JVMs, and prints medians, spread and ratios.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchmarkMain implements Callable<Integer> {

    @Parameters(paramLabel = "WORKLOAD", description = "W1, W2, W3, W4, W5, Latency, or all.")
    private String workload = "";

    @Option(names = "--processes", description = "Worker processes, 1 or 2. Usual: 2; with all, first 2 and then 1.")
    private Optional<Integer> processes = Optional.empty();

    @Option(names = "--runs", description = "How often each engine runs. Usual: 5, W5: 4.")
    private Optional<Integer> runs = Optional.empty();

    @Option(names = "--warm-up", description = "Seconds from the first record to the first sample. Usual: 12, W5: 30.")
    private Optional<Integer> warmUp = Optional.empty();

    @Option(names = "--measure", description = "Seconds between two samples. Usual: 12, W5: 15, Latency: 30.")
    private Optional<Integer> measure = Optional.empty();

    @Option(
            names = "--engines",
            split = ",",
            description = "Engines, among ${COMPLETION-CANDIDATES}. Usual: all that make sense.",
            completionCandidates = Names.class)
    private List<String> engines = List.of();

    @Option(
            names = "--hdfs",
            description = "Checkpoints go to the HDFS of a mini cluster instead of a local directory.")
    private boolean hdfs;

    @Option(names = "--json", description = "Appends a JSON line per run; all leaves out what the file holds already.")
    private Optional<Path> json = Optional.empty();

    private final BuiltTree tree =
            new BuiltTree(Path.of(System.getProperty("selvage.root", "")).toAbsolutePath());
    private int failures;

    /** For the help text. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(known(new BuiltTree(Path.of(""))).stream().map(Engine::name).toList());
        }
    }

    /** Everyone who takes part. */
    private static List<Engine> known(BuiltTree tree) {
        return List.of(
                new SelvageEngine(tree),
                new FlinkEngine(tree, true),
                new FlinkEngine(tree, false),
                new JetEngine(tree),
                new LoopEngine(tree, false),
                new LoopEngine(tree, true));
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain())
                .setExecutionExceptionHandler(BenchmarkMain::complain)
                .execute(arguments));
    }

    /** What a person can mend is a sentence; the rest is a bug. */
    private static int complain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof IllegalArgumentException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean all = workload.equalsIgnoreCase("all");
        List<Workload> workloads = all ? List.of(Workload.values()) : List.of(Workload.of(workload));
        List<Integer> counts = processes.map(List::of).orElseGet(() -> all ? List.of(2, 1) : List.of(2));
        ResultFile file = new ResultFile(json);
        try (Checkpoints checkpoints = hdfs
                ? Checkpoints.InHdfs.start(tree)
                : new Checkpoints.OnDisk(tree.workDirectory().resolve("checkpoints"))) {
            for (int count : counts) {
                for (Workload each : workloads) {
                    compare(each, count, all, file, checkpoints);
                }
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private void compare(Workload each, int count, boolean resume, ResultFile file, Checkpoints checkpoints)
            throws IOException, InterruptedException {
        Schedule usual = Schedule.usualFor(each);
        Schedule schedule = new Schedule(
                runs.orElse(usual.runs()),
                warmUp.orElse(usual.warmUpSeconds()),
                measure.orElse(usual.measureSeconds()));
        System.out.printf(
                Locale.ROOT,
                "%n%s, %s; %s; warm-up %d s, measured %d s%n",
                each.label(),
                each.meaning(),
                count == 1 ? "one process" : count + " processes",
                schedule.warmUpSeconds(),
                schedule.measureSeconds());
        List<Engine> takingPart = chosen(each);
        int before = resume ? 0 : file.lastRun(each.label(), count);
        for (int run = before + 1; run <= before + schedule.runs(); run++) {
            for (Engine engine : takingPart) {
                Trial trial = new Trial(each, count, engine.name(), run);
                if (!file.has(trial)) {
                    attempt(engine, trial, schedule, file, checkpoints);
                }
            }
        }
        System.out.println(Table.of(file.of(each.label(), count).stream()
                .filter(result -> result.run() > before)
                .toList()));
    }

    private void attempt(Engine engine, Trial trial, Schedule schedule, ResultFile file, Checkpoints checkpoints)
            throws IOException, InterruptedException {
        try {
            List<Launch> launches =
                    engine.launches(trial, freePorts(engine.ports(trial.processes())), checkpoints.begin(trial));
            Result result = new Stopwatch(tree.workDirectory().resolve("logs"))
                    .measure(trial, launches, schedule, checkpoints.scheme());
            file.add(result);
            System.out.printf(
                    Locale.ROOT,
                    "  run %d %-14s %10.3f million records/s%n",
                    trial.run(),
                    trial.engine(),
                    result.recordsPerSecond() / 1e6);
        } catch (IOException e) {
            failures++;
            System.out.printf("  run %d %-14s failed: %s%n", trial.run(), trial.engine(), e.getMessage());
        } finally {
            checkpoints.end(trial);
        }
    }

    private List<Engine> chosen(Workload each) {
        List<Engine> known = known(tree);
        for (String name : engines) {
            if (known.stream().noneMatch(engine -> engine.name().equals(name))) {
                throw new IllegalArgumentException(
                        "Expected engines among " + new Names() + ", but found " + name + ".");
            }
        }
        Predicate<Engine> wanted = engines.isEmpty()
                ? engine -> engine.isUsualFor(each)
                : engine -> engines.contains(engine.name()) && engine.canDo(each);
        return known.stream().filter(wanted).toList();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
