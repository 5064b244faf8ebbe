package dev.selvage.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.selvage.platform.storage.RefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Where a contract is tested: a storage, and an empty directory in it that belongs to one test. */
public interface StorageScene {

    /** How many want the same at once. */
    int RIVALS = 8;

    /** Content that does not matter. */
    byte[] ANY = bytes("anything");

    FileStorage storage();

    StoragePath directory();

    /** Something that is refused, or is not. */
    interface Change {
        void make() throws IOException;
    }

    /** What one of several rivals tries. */
    interface RivalChange {
        void make(int rival) throws IOException;
    }

    /** A path below this test's directory. */
    default StoragePath at(String path) {
        StoragePath found = directory();
        for (String name : path.split("/", -1)) {
            found = found.child(name);
        }
        return found;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    default void assertHolds(StoragePath file, byte[] content) throws IOException {
        assertThat(storage().read(file))
                .hasValueSatisfying(
                        found -> assertThat(found).as("content of %s", file).isEqualTo(content));
    }

    default void assertNothingAt(StoragePath path) throws IOException {
        assertThat(storage().status(path)).as("status of %s", path).isEmpty();
    }

    /** Asserts that a change is refused for this reason and that the message names this path. */
    static void assertRefused(Reason reason, StoragePath named, Change change) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, change::make);
        assertThat(refusal).as("refusal at %s", named).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasMessageContaining(named.toString()).hasMessageContaining("Nothing was changed.");
    }

    /** Whether a change was made; what is neither made nor refused fails the test. */
    static boolean made(Change change) throws IOException {
        try {
            change.make();
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** Lets all rivals try at the same moment, and says of each whether it succeeded. */
    static List<Boolean> rivals(RivalChange change) throws Exception {
        List<Callable<Boolean>> actions = new ArrayList<>();
        IntStream.range(0, RIVALS).forEach(rival -> actions.add(() -> made(() -> change.make(rival))));
        return Concurrently.run(actions);
    }
}
