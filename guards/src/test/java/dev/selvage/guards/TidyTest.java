package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree keeps the rules of {@link Tidiness}. */
class TidyTest {

    private static final SourceTree TREE = SourceTree.ofThisBuild();
    private static final List<JavaFile> JAVA = TREE.java();

    @Test
    void filesAndMethodsFitInAHead() {
        assertThat(Tidiness.tooLong(JAVA)).isEmpty();
    }

    @Test
    void packagesStaySmall() {
        assertThat(Tidiness.crowdedPackages(JAVA)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(Tidiness.unexplainedPackages(JAVA)).isEmpty();
    }

    @Test
    void namesExplainThemselves() {
        assertThat(Tidiness.vagueNames(JAVA)).isEmpty();
        assertThat(Tidiness.vaguePackages(JAVA)).isEmpty();
    }

    @Test
    void everyTestIsRun() {
        assertThat(Tidiness.testsThatNobodyRuns(JAVA)).isEmpty();
    }

    @Test
    void nothingIsLeftForLaterInTheCode() {
        List<Path> files = new ArrayList<>();
        for (String suffix : List.of(".java", ".sh", ".xml", ".md", ".yaml", ".properties")) {
            files.addAll(TREE.ending(suffix));
        }
        assertThat(files.stream().flatMap(file -> Tidiness.looseEnds(TREE.name(file), SourceTree.lines(file)).stream()))
                .isEmpty();
    }

    @Test
    void testsWaitForConditionsAndNotForTime() {
        assertThat(TREE.ending(".java").stream()
                        .filter(file -> TREE.name(file).contains("/src/test/"))
                        // The one place that looks again and again, and the guards' own samples.
                        .filter(file ->
                                !file.endsWith("Await.java") && !TREE.name(file).startsWith("guards/"))
                        .flatMap(file -> Tidiness.sleeps(TREE.name(file), SourceTree.lines(file)).stream()))
                .isEmpty();
    }

    @Test
    void scriptsAreThin() {
        List<Path> scripts = new ArrayList<>(TREE.ending(".sh"));
        scripts.add(TREE.path(".ci/run"));
        assertThat(scripts.stream().flatMap(script -> Tidiness.fatScript(TREE.name(script), SourceTree.lines(script))))
                .isEmpty();
    }
}
