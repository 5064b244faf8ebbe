package dev.selvage.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies whenever: each line shows once. */
final class TextFileSinkCrashTest {
    private static final int SEEDS = 60;
    private static final int STEPS_OF_A_RUN = 60;

    @TempDir
    private Path root;

    @Test
    void eachLineShowsOnceWhereverTheProcessDies() throws Exception {
        for (boolean takesEffect : List.of(false, true)) {
            int step = 0;
            boolean died = true;
            while (died) {
                String what = "dies " + (takesEffect ? "after" : "before") + " step " + step;
                SinkScene scene = scene(what);
                SinkJob job = new SinkJob(scene.sink().withFileBytes(20));

                died = job.diesInAttempt(new DyingFiles(SinkScene.FILES, step, takesEffect));
                assertThatOnlyDecidedLinesShow(scene, job, what);
                job.attempt(SinkScene.FILES);

                assertThatAllIsDone(scene, job, what);
                step++;
            }
            assertThat(step).as("steps of a run").isGreaterThan(STEPS_OF_A_RUN / 2);
        }
    }

    @Test
    void eachLineShowsOnceHoweverOftenItDies() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            String what = "seed " + seed;
            SinkScene scene = scene(what);
            SinkJob job = new SinkJob(scene.sink().withFileBytes(1 + random.nextInt(60)));

            for (int deaths = random.nextInt(6); deaths >= 0; deaths--) {
                job.diesInAttempt(
                        new DyingFiles(SinkScene.FILES, random.nextInt(STEPS_OF_A_RUN), random.nextBoolean()));
                assertThatOnlyDecidedLinesShow(scene, job, what);
            }
            job.attempt(SinkScene.FILES);

            assertThatAllIsDone(scene, job, what);
        }
    }

    private SinkScene scene(String name) throws IOException {
        return new SinkScene(Files.createDirectory(root.resolve(name)));
    }

    private static void assertThatOnlyDecidedLinesShow(SinkScene scene, SinkJob job, String what) throws IOException {
        assertThat(scene.visibleLines())
                .as(what)
                .doesNotHaveDuplicates()
                .isSubsetOf(SinkJob.lines(0, job.decidedLines()));
    }

    /** A job that is started once more at its end finds nothing to do, but takes away what is left. */
    private static void assertThatAllIsDone(SinkScene scene, SinkJob job, String what) throws Exception {
        assertThat(scene.visibleLines()).as(what).containsExactlyInAnyOrderElementsOf(SinkJob.lines(0, SinkJob.LINES));
        job.attempt(SinkScene.FILES);
        assertThat(scene.hidden()).as(what).isEmpty();
        assertThat(scene.visibleLines()).as(what).hasSize(SinkJob.LINES);
    }
}
