package dev.selvage.container.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobDirectoryTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path temporary;

    /** A process that is there until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            BlobDirectory own = BlobDirectory.in(Path.of(arguments[0]));
            Files.writeString(own.path().resolve("half"), "of a file");
            System.out.println("holds " + own.path());
            new CountDownLatch(1).await();
        }
    }

    private List<Path> found() throws IOException {
        try (Stream<Path> names = Files.list(temporary.resolve("tmp"))) {
            return names.sorted().toList();
        }
    }

    @Test
    void whatAProcessLeavesThatIsKilledIsClearedAwayByTheNextAndNothingOfTheLiving() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("tmp/of somebody else"));
        try (ChildJvm process = ChildJvm.start(
                temporary, Holder.class, List.of(), temporary.resolve("tmp").toString())) {
            Await.until("it holds one", BOUND, () -> process.output().contains("holds"));
            List<Path> before = found();
            assertThat(before).hasSize(2);
            try (BlobDirectory beside = BlobDirectory.in(temporary.resolve("tmp"))) {
                assertThat(found()).containsAll(before).contains(beside.path()).hasSize(3);
            }
            assertThat(found()).as("what is closed is gone").isEqualTo(before);

            process.kill();
            assertThat(found()).isEqualTo(before);
            try (BlobDirectory next = BlobDirectory.in(temporary.resolve("tmp"))) {
                assertThat(found()).containsExactlyInAnyOrder(other, next.path());
            }
        }
    }
}
