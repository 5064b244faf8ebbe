package dev.selvage.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job on YARN, from its first line to its last, with an ApplicationMaster that dies in between and a savepoint. On one thread. What
 * does not come about at all is an {@link IllegalStateException}; what comes about, but not as it should, is a claim that fails.
 */
final class Story {

    /** As many as the example makes up if nobody says otherwise. */
    private static final long READINGS = 96_000;

    /** Eight minutes' worth, of which one is seen. */
    private static final int SLOW = 200;
    /** The rest within seconds. */
    private static final int FAST = 20_000;

    private static final String RUN = "bin/selvage run-application -p 2 -yjm 448 -ytm 576 ";
    private static final String PROGRAM = "examples/Temperatures.jar hdfs:///temperatures ";
    private static final Pattern APPLICATION = Pattern.compile("(application_\\d+_\\d+)");
    private static final Pattern JOB = Pattern.compile(" ([0-9a-f]{32}) : temperatures \\(RUNNING\\)");
    private static final Pattern SAVEPOINT = Pattern.compile("Path: (\\S+)");

    private final Path root;
    private final Path directory;
    private final Commands commands;
    private final Claims claims;
    private final PrintStream out;
    private final String read;

    Story(Path root, Path directory, Commands commands, Claims claims, PrintStream out) {
        this.root = root;
        this.directory = directory;
        this.commands = commands;
        this.claims = claims;
        this.out = out;
        String java = Optional.ofNullable(System.getenv("JAVA_HOME"))
                        .map(home -> home + "/bin/")
                        .orElse("") + "java";
        read = java
                + " -cp \"$HADOOP_CONF_DIR:lib/*\" org.apache.hadoop.fs.FsShell -cat 'hdfs:///temperatures/part-*' | sort";
    }

    /** An application whose job runs. */
    private record Running(String application, String job, Containers containers) {}

    void tell() throws IOException {
        YarnPages pages = startCluster();
        Running running = submit(pages);
        int linesBefore = watch();
        killMaster(running, pages, linesBefore);
        resume(stop(running, pages), pages);
        compare();
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text);
    }

    private YarnPages startCluster() throws IOException {
        heading("A cluster: a real HDFS and a real YARN with two nodes, on this machine");
        Path cluster = Traces.cluster(directory);
        commands.run("scripts/mini-cluster.sh start --no-zookeeper --dir " + cluster, Commands.Shown.ALL);
        commands.export("HADOOP_CONF_DIR", cluster.resolve("conf").toString());
        commands.export("SELVAGE_LOG_DIR", directory.resolve("log").toString());
        commands.cd(root.resolve("distribution/target/selvage"));
        return new YarnPages(cluster.resolve("conf"));
    }

    private Running submit(YarnPages pages) {
        heading("A job: readings of weather stations, " + SLOW + " each second, summed up by station and hour");
        List<String> said = commands.run(RUN + "-d " + PROGRAM + SLOW, Commands.Shown.ALL);
        String application = found(APPLICATION, said).orElseThrow(() -> unsaid("an application", said));
        String list = "bin/selvage list -yid " + application;
        String job = Patience.await(
                "a job that runs", () -> commands.tryQuietly(list).flatMap(lines -> found(JOB, lines)));
        commands.run(list, Commands.Shown.ALL);
        Patience.await("tasks that run", () -> pages.tasks(application, job));
        return new Running(application, job, new Containers(application));
    }

    /** How many lines are committed, once there are some and then more. */
    private int watch() {
        heading("What it has committed to HDFS so far, and a little later");
        int some = Patience.await("lines that are committed", () -> committed(0));
        commands.run(read, Commands.Shown.THE_END);
        Patience.await("more of them", () -> committed(some));
        int lines = commands.run(read, Commands.Shown.THE_END).size();
        claims.add(lines > some, some + " lines were committed, then " + lines);
        return lines;
    }

    /** How many lines there are, if that is more. */
    private Optional<Integer> committed(int before) {
        return commands.tryQuietly(read).map(List::size).filter(lines -> lines > before);
    }

    private void killMaster(Running running, YarnPages pages, int linesBefore) {
        heading("The ApplicationMaster dies");
        Containers containers = running.containers();
        SortedMap<String, Long> workers = containers.running(Containers.TASK_MANAGER);
        SortedMap<String, String> tasks = tasks(running, pages);
        long master = containers
                .master(1)
                .orElseThrow(() -> new IllegalStateException("Expected a process of attempt 1, but found none."));
        out.println("ApplicationMaster: process " + master + ", attempt 1. TaskManagers: processes " + workers.values()
                + ". (To see them: jps -l)");
        commands.run("kill -KILL " + master, Commands.Shown.ALL);
        long killed = System.nanoTime();
        long next = Patience.await("a second attempt", () -> containers.master(2));
        SortedMap<String, String> after = tasks(running, pages);
        double seconds = (System.nanoTime() - killed) / 1e9;
        SortedMap<String, Long> workersAfter = containers.running(Containers.TASK_MANAGER);
        out.println("ApplicationMaster: process " + next + ", attempt 2. TaskManagers: processes "
                + workersAfter.values() + ".");
        out.println("Tasks, as " + pages.jobManager(running.application()) + "/jobs/" + running.job() + " has them:");
        after.forEach((task, place) -> out.println("    " + task + ": " + place
                + (place.equals(tasks.get(task)) ? ", as before" : "; before: " + tasks.get(task))));
        claims.add(
                containers.master(1).isEmpty() && next != master,
                String.format(
                        "process %d, the ApplicationMaster, was killed; %.1f s later process %d, attempt 2, had the job running",
                        master, seconds, next));
        claims.add(
                workersAfter.equals(workers) && workers.size() == 2,
                "the TaskManagers " + workers.values() + " are the same processes: " + workersAfter.values());
        long adopted = after.entrySet().stream()
                .filter(each -> each.getValue().equals(tasks.get(each.getKey())))
                .count();
        claims.add(
                after.equals(tasks),
                adopted + " of " + tasks.size()
                        + " tasks were adopted: they ran on where they were, and none was deployed again");
        int lines = Patience.await("more committed lines", () -> committed(linesBefore));
        int more = Patience.await("still more of them", () -> committed(lines));
        commands.run(read, Commands.Shown.THE_END);
        claims.add(more > lines, "the stream goes on: " + lines + " lines were committed, then " + more);
    }

    private static SortedMap<String, String> tasks(Running running, YarnPages pages) {
        return Patience.await("tasks that run", () -> pages.tasks(running.application(), running.job()));
    }

    /** The savepoint that the job has stopped with. */
    private String stop(Running running, YarnPages pages) {
        heading("The job stops with a savepoint, and its application ends");
        List<String> said = commands.run(
                "bin/selvage stop -yid " + running.application() + " -p hdfs:///savepoints " + running.job(),
                Commands.Shown.ALL);
        String savepoint = found(SAVEPOINT, said).orElseThrow(() -> unsaid("a savepoint", said));
        String status = Patience.await(
                "the application to end",
                () -> Optional.of(pages.finalStatus(running.application())).filter(each -> !each.equals("UNDEFINED")));
        int lines = commands.run(read, Commands.Shown.THE_END).size();
        claims.add(
                status.equals("SUCCEEDED") && lines < Truth.lines(READINGS).size(),
                "the job stopped with a savepoint after " + lines + " lines; its application ended: " + status);
        return savepoint;
    }

    private void resume(String savepoint, YarnPages pages) {
        heading("Another application goes on from there, faster, to the last reading");
        List<String> said = commands.run(RUN + "-s " + savepoint + " " + PROGRAM + FAST, Commands.Shown.ALL);
        String application = found(APPLICATION, said).orElseThrow(() -> unsaid("an application", said));
        String status = pages.finalStatus(application);
        claims.add(status.equals("SUCCEEDED"), "another application went on from the savepoint to its end: " + status);
    }

    private void compare() {
        heading("All that was committed, beside what a plain loop comes to");
        List<String> lines = commands.run(read, Commands.Shown.THE_END);
        List<String> truth = Truth.lines(READINGS);
        List<String> differences = Truth.differences(lines, truth);
        differences.stream().limit(5).forEach(out::println);
        claims.add(
                differences.isEmpty(),
                lines.size() + " lines are committed, " + truth.size() + " are right: " + differences.size()
                        + " missing, wrong or there twice");
    }

    private static Optional<String> found(Pattern pattern, List<String> said) {
        return said.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static IllegalStateException unsaid(String what, List<String> said) {
        return new IllegalStateException("Expected the command to tell of " + what + ", but found: " + said);
    }
}
