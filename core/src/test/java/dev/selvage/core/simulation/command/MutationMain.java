package dev.selvage.core.simulation.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Breaks core on purpose, one small patch at a time, in a scratch copy, and sees whether the simulation finds it. The words are the
 * root of a built source tree, how many schedules each may take, the first seed, and names of patches, or none for all.
 */
final class MutationMain {

    private static final Pattern FOUND =
            Pattern.compile("found in schedule (\\d+) .*: .*--scenario ([a-z]+) --seed (\\d+).*");
    private static final Pattern PROMISE = Pattern.compile("broken promise \"([^\"]*)\".*");
    private static final Pattern REASON = Pattern.compile("(broken promise|a fault in|expected).*");
    private static final int LONGEST = 120;

    private final Path root;
    private final String schedules;
    private final String seed;
    private final Path scratch;

    private MutationMain(Path root, String schedules, String seed, Path scratch) {
        this.root = root;
        this.schedules = schedules;
        this.seed = seed;
        this.scratch = scratch;
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("selvage-mutations");
        boolean isAllFound;
        try {
            MutationMain check = new MutationMain(Path.of(words[0]), words[1], words[2], scratch);
            isAllFound = check.all(List.of(words).subList(3, words.length));
        } finally {
            delete(scratch);
        }
        System.exit(isAllFound ? 0 : 1);
    }

    private boolean all(List<String> names) throws IOException, InterruptedException {
        int found = 0;
        List<Path> patches = patches(names);
        for (Path patch : patches) {
            long begin = System.nanoTime();
            String outcome = check(patch);
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %3d s  %s%n",
                    nameOf(patch),
                    (System.nanoTime() - begin) / 1_000_000_000,
                    outcome);
            if (outcome.startsWith("found")) {
                found++;
            }
        }
        System.out.println(patches.size() + " patches, " + found + " of them found, each within " + schedules
                + " schedules from seed " + seed + " on");
        return found == patches.size();
    }

    private List<Path> patches(List<String> names) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("core/src/test/mutations"))) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .filter(file -> names.isEmpty() || names.contains(nameOf(file)))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path patch) {
        return patch.getFileName().toString().replace(".patch", "");
    }

    /** What became of a patch: a word, and what there is to say about it. */
    private String check(Path patch) throws IOException, InterruptedException {
        Path tree = scratch.resolve("tree");
        Path classes = scratch.resolve("classes");
        delete(tree);
        delete(classes);
        Files.createDirectories(classes);
        copy(root.resolve("core/src/main/java"), tree.resolve("core/src/main/java"));
        Said applied = run("patch", "-d", tree.toString(), "-p1", "-s", "-F0", "-i", patch.toString());
        if (applied.code() != 0) {
            return "STALE it no longer applies: " + applied.first();
        }
        Said compiled = run(compiler(patch, tree, classes));
        if (compiled.code() != 0) {
            return "STALE it no longer compiles: " + compiled.first();
        }
        Said simulated = run(simulation(classes));
        if (simulated.code() == 0) {
            return "MISSED none of " + schedules + " schedules finds it";
        }
        return simulated.lines().stream()
                .map(FOUND::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> "found in schedule " + found.group(1) + " (" + found.group(2) + ", seed " + found.group(3)
                        + "): " + reason(simulated))
                .orElseGet(() -> "STALE the simulation did not run: " + simulated.first());
    }

    private String built() {
        return Stream.of("core/target/classes", "core/target/test-classes", "job-api/target/classes")
                .map(each -> root.resolve(each).toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private String[] compiler(Path patch, Path tree, Path classes) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                tool("javac"), "--release", "17", "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", built()));
        Files.readAllLines(patch).stream()
                .filter(line -> line.startsWith("+++ b/"))
                .map(line -> tree.resolve(line.substring("+++ b/".length())).toString())
                .forEach(words::add);
        return words.toArray(String[]::new);
    }

    private String[] simulation(Path classes) {
        String path = classes + File.pathSeparator + built();
        List<String> words = new ArrayList<>(List.of(tool("java"), "-XX:+UseParallelGC", "-Xmx1g", "-cp", path));
        words.addAll(List.of(SimulateMain.class.getName(), "--runs", schedules, "--seed", seed));
        for (String scenario : List.of("job", "takeover", "jobs", "containers", "adoption")) {
            words.addAll(List.of("--scenario", scenario));
        }
        return words.toArray(String[]::new);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** The promise that was broken, or what was found otherwise. */
    private static String reason(Said simulated) {
        String line = simulated.lines().stream()
                .filter(each -> REASON.matcher(each).matches())
                .findFirst()
                .orElse("");
        Matcher promise = PROMISE.matcher(line);
        return promise.matches() ? promise.group(1) : line.substring(0, Math.min(LONGEST, line.length()));
    }

    /** How a command ended, and what it said. */
    private record Said(int code, List<String> lines) {
        String first() {
            return lines.stream().findFirst().orElse("it says nothing");
        }
    }

    private Said run(String... words) throws IOException, InterruptedException {
        Path out = scratch.resolve("out");
        int code = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        return new Said(code, Files.readAllLines(out));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            files.sorted(Comparator.reverseOrder()).forEach(MutationMain::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
