package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sizes, names and words. The limits are those of the best codebases of the field; they change by ADR, not by exception. */
class TidyTest {

    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int PACKAGE_FILES = 20;
    private static final int SCRIPT_LINES = 40;

    /** Words that say "I did not decide what this is". */
    private static final List<String> VAGUE_ENDINGS =
            List.of("Manager", "Util", "Utils", "Helper", "Impl", "Common", "Info", "Data");

    private static final List<String> VAGUE_BEGINNINGS = List.of("Abstract", "Base", "Default");
    private static final Set<String> VAGUE_BUT_OURS = Set.of("JobManager", "TaskManager");

    /** Put together here, so that this file does not hold them. */
    private static final Pattern LOOSE_ENDS = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*[.]\\s*sleep\\s*\\(|TimeUnit[.]\\w+[.]sleep\\s*\\(");

    private static final SourceTree TREE = SourceTree.ofThisBuild();
    private static final List<JavaFile> JAVA = TREE.java();

    @Test
    void filesAndMethodsFitInAHead() {
        List<String> tooLong = new ArrayList<>();
        for (JavaFile file : JAVA) {
            if (file.lines() > FILE_LINES) {
                tooLong.add(file.name() + " has " + file.lines() + " lines, where " + FILE_LINES
                        + " are the limit: find the second responsibility in it and give that a class of its own.");
            }
            for (JavaFile.Method method : file.methods()) {
                if (method.lines() > METHOD_LINES) {
                    tooLong.add(file.name() + ": " + method.name() + "() has " + method.lines() + " lines, where "
                            + METHOD_LINES + " are the limit: name its parts and make them methods.");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void packagesStaySmall() {
        Map<String, Long> files = JAVA.stream()
                .filter(file -> !file.isPackageInfo())
                .collect(Collectors.groupingBy(
                        file -> (file.isTest() ? "tests of " : "") + file.packageName(),
                        TreeMap::new,
                        Collectors.counting()));
        assertThat(files.entrySet().stream()
                        .filter(entry -> entry.getValue() > PACKAGE_FILES)
                        .map(entry -> entry.getKey() + " has " + entry.getValue() + " files, where " + PACKAGE_FILES
                                + " are the limit: split it by subject."))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> explained = JAVA.stream()
                .filter(JavaFile::isPackageInfo)
                .map(JavaFile::packageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(JAVA.stream()
                        .map(JavaFile::packageName)
                        .distinct()
                        .filter(name -> !explained.contains(name))
                        .map(name -> name + " has no package-info.java: write one or two sentences on what it is for."))
                .isEmpty();
    }

    @Test
    void namesExplainThemselves() {
        List<String> vague = new ArrayList<>();
        for (JavaFile file : JAVA) {
            for (String type : file.types()) {
                boolean bad = VAGUE_ENDINGS.stream().anyMatch(type::endsWith)
                        || VAGUE_BEGINNINGS.stream().anyMatch(type::startsWith);
                if (bad && !VAGUE_BUT_OURS.contains(type)) {
                    vague.add(file.name() + ": " + type + " does not say what it is: name it after what it does"
                            + " (docs/glossary.md has the words).");
                }
            }
        }
        assertThat(vague).isEmpty();
    }

    @Test
    void nothingIsLeftForLaterInTheCode() {
        List<String> left = new ArrayList<>();
        List<Path> files = new ArrayList<>(TREE.ending(".java"));
        files.addAll(TREE.ending(".sh"));
        files.addAll(TREE.ending("pom.xml"));
        for (Path file : files) {
            find(LOOSE_ENDS, file, left, "do it now, or write it down in docs/open-questions.md.");
        }
        assertThat(left).isEmpty();
    }

    @Test
    void testsWaitForConditionsAndNotForTime() {
        List<String> sleeping = new ArrayList<>();
        for (Path file : TREE.ending(".java")) {
            if (TREE.name(file).contains("/src/test/")) {
                find(SLEEP, file, sleeping, "wait for a condition, with a bound and a message (platform's Await).");
            }
        }
        assertThat(sleeping).isEmpty();
    }

    @Test
    void scriptsAreThin() {
        List<Path> scripts = new ArrayList<>(TREE.ending(".sh"));
        scripts.add(TREE.path(".ci/run"));
        assertThat(scripts.stream()
                        .filter(script -> SourceTree.lines(script).size() > SCRIPT_LINES)
                        .map(script -> TREE.name(script) + " has more than " + SCRIPT_LINES
                                + " lines: move its logic into a class with tests, and let the script start that."))
                .isEmpty();
    }

    private static void find(Pattern pattern, Path file, List<String> found, String remedy) {
        List<String> lines = SourceTree.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = pattern.matcher(lines.get(i));
            if (matcher.find()) {
                found.add(TREE.name(file) + ":" + (i + 1) + " says " + matcher.group() + ": " + remedy);
            }
        }
    }
}
