package dev.selvage.guards;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sizes, names and words: each rule finds what breaks it and says what to do instead. The limits are those of the best
 * codebases of the field; they change by ADR, not by exception.
 */
final class Tidiness {

    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 60;
    static final int PACKAGE_FILES = 20;
    static final int SCRIPT_LINES = 40;

    /** Words that say "I did not decide what this is". */
    private static final List<String> VAGUE_ENDINGS =
            List.of("Manager", "Util", "Utils", "Helper", "Impl", "Common", "Info", "Data");

    private static final List<String> VAGUE_BEGINNINGS = List.of("Abstract", "Base", "Default");
    private static final Set<String> VAGUE_PACKAGES = Set.of(
            "util", "utils", "common", "commons", "helper", "helpers", "impl", "internal", "misc", "base", "manager");

    private static final Set<String> VAGUE_BUT_OURS = Set.of("JobManager", "TaskManager");

    /** Put together here, so that this file does not hold them. */
    private static final Pattern LOOSE_END = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern SLEEP = Pattern.compile("\\b(?:sleep|parkNanos|parkUntil)\\s*\\(");

    private Tidiness() {}

    static List<String> tooLong(List<JavaFile> files) {
        List<String> found = new ArrayList<>();
        for (JavaFile file : files) {
            if (file.lines() > FILE_LINES) {
                found.add(file.name() + " has " + file.lines() + " lines, where " + FILE_LINES
                        + " are the limit: find the second responsibility in it and give that a class of its own.");
            }
            for (JavaFile.Method method : file.methods()) {
                if (method.lines() > METHOD_LINES) {
                    found.add(file.name() + ": " + method.name() + "() has " + method.lines() + " lines, where "
                            + METHOD_LINES + " are the limit: name its parts and make them methods.");
                }
            }
        }
        return found;
    }

    static List<String> crowdedPackages(List<JavaFile> files) {
        Map<String, Long> counts = files.stream()
                .filter(file -> !file.isPackageInfo())
                .collect(Collectors.groupingBy(
                        file -> (file.isTest() ? "tests of " : "") + file.packageName(),
                        TreeMap::new,
                        Collectors.counting()));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > PACKAGE_FILES)
                .map(entry -> entry.getKey() + " has " + entry.getValue() + " files, where " + PACKAGE_FILES
                        + " are the limit: split it by subject.")
                .toList();
    }

    static List<String> unexplainedPackages(List<JavaFile> files) {
        Set<String> explained = files.stream()
                .filter(JavaFile::isPackageInfo)
                .map(JavaFile::packageName)
                .collect(Collectors.toCollection(TreeSet::new));
        return files.stream()
                .map(JavaFile::packageName)
                .distinct()
                .filter(name -> !explained.contains(name))
                .map(name -> name + " has no package-info.java: write one or two sentences on what it is for.")
                .toList();
    }

    static List<String> vagueNames(List<JavaFile> files) {
        return files.stream()
                .flatMap(file -> file.types().stream()
                        .map(JavaFile.Type::name)
                        .filter(Tidiness::isVague)
                        .map(type -> file.name() + ": " + type + " does not say what it is: name it after what it does"
                                + " (docs/glossary.md has the words)."))
                .toList();
    }

    static List<String> vaguePackages(List<JavaFile> files) {
        return files.stream()
                .map(JavaFile::packageName)
                .distinct()
                .filter(name -> Stream.of(name.split("\\.", -1)).anyMatch(VAGUE_PACKAGES::contains))
                .map(name -> name + " does not say what is in it: name it after its subject.")
                .toList();
    }

    /** What JUnit should run, but no plugin looks at. */
    static List<String> testsThatNobodyRuns(List<JavaFile> files) {
        Set<String> contracts = new TreeSet<>();
        List<JavaFile.Type> shared = files.stream()
                .flatMap(file -> file.types().stream())
                .filter(type -> !type.canBeMade())
                .toList();
        // A contract may stand on another one.
        while (contracts.addAll(shared.stream()
                .filter(type -> type.holdsTests() || !Collections.disjoint(type.supertypes(), contracts))
                .map(JavaFile.Type::name)
                .toList())) {}
        List<String> found = new ArrayList<>();
        for (JavaFile file : files) {
            for (JavaFile.Type type : file.types()) {
                boolean inherits = !Collections.disjoint(type.supertypes(), contracts);
                if (type.canBeMade() && (type.holdsTests() || inherits) && !isRun(file, type)) {
                    found.add(file.name() + ": " + type.name() + " holds tests, but nothing runs them: call it "
                            + "SomethingTest (in integration-tests, with real components, SomethingIT), put it under"
                            + " src/test, and give it a file of its own or @Nested.");
                }
            }
        }
        return found;
    }

    private static boolean isRun(JavaFile file, JavaFile.Type type) {
        return file.isTest()
                && switch (type.place()) {
                    case TOP -> hasNameOfTests(file, type);
                    case NESTED_FOR_JUNIT ->
                        file.types().stream()
                                .filter(other -> other.place() == JavaFile.Place.TOP)
                                .anyMatch(other -> hasNameOfTests(file, other));
                    case NESTED -> false;
                };
    }

    /** The patterns of surefire and of failsafe, which runs in integration-tests only. */
    private static boolean hasNameOfTests(JavaFile file, JavaFile.Type type) {
        if (type.name().endsWith("IT")) {
            return file.module().equals("integration-tests");
        }
        return type.name().endsWith("Test");
    }

    private static boolean isVague(String type) {
        boolean vague = VAGUE_ENDINGS.stream().anyMatch(type::endsWith)
                || VAGUE_BEGINNINGS.stream().anyMatch(type::startsWith);
        return vague && !VAGUE_BUT_OURS.contains(type);
    }

    static List<String> looseEnds(String file, List<String> lines) {
        return find(LOOSE_END, file, lines, "do it now, or write it down in docs/open-questions.md.");
    }

    static List<String> sleeps(String file, List<String> lines) {
        return find(SLEEP, file, lines, "wait for a condition, with a bound and a message (platform's Await).");
    }

    static Stream<String> fatScript(String file, List<String> lines) {
        return lines.size() <= SCRIPT_LINES
                ? Stream.empty()
                : Stream.of(file + " has " + lines.size() + " lines, where " + SCRIPT_LINES
                        + " are the limit: move its logic into a class with tests, and let the script start that.");
    }

    private static List<String> find(Pattern pattern, String file, List<String> lines, String remedy) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = pattern.matcher(lines.get(i));
            if (matcher.find()) {
                found.add(file + ":" + (i + 1) + " says " + matcher.group() + ": " + remedy);
            }
        }
        return found;
    }
}
