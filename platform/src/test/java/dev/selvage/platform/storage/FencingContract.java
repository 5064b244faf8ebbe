package dev.selvage.platform.storage;

import static dev.selvage.platform.storage.StorageScene.assertRefused;
import static dev.selvage.platform.storage.StorageScene.bytes;
import static dev.selvage.platform.storage.StorageScene.made;
import static dev.selvage.platform.storage.StorageScene.rivals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.storage.RefusedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every file system must do when several want the same, and when one goes on who has been superseded. Leadership and
 * checkpoint pointers stand on these promises. The local disk, HDFS and the simulator's model are held to them.
 */
public interface FencingContract extends StorageScene {

    @Test
    default void ofManyWhoCreateAFileOneSucceeds() throws Exception {
        List<Boolean> made = rivals(rival -> storage().createAtomically(at("file"), bytes("content of " + rival)));

        assertThat(Collections.frequency(made, true)).isEqualTo(1);
        assertHolds(at("file"), bytes("content of " + made.indexOf(true)));
    }

    @Test
    default void ofManyWhoCreateAMarkerOneSucceeds() throws Exception {
        List<Boolean> made = rivals(rival -> storage().createMarker(at("marker")));

        assertThat(Collections.frequency(made, true)).isEqualTo(1);
        assertHolds(at("marker"), new byte[0]);
    }

    @Test
    default void aFileShowsWholeOrNotAtAll() throws Exception {
        byte[] content = new byte[200_000];
        Arrays.fill(content, (byte) 7);
        int files = 20;
        Callable<Boolean> writer = () -> {
            for (int i = 0; i < files; i++) {
                storage().createAtomically(at("file-" + i), content);
            }
            return true;
        };
        Callable<Boolean> reader = () -> {
            for (int i = 0; i < files; ) {
                if (storage().status(at("file-" + i)).isPresent()) {
                    assertHolds(at("file-" + i), content);
                    i++;
                }
            }
            return true;
        };

        assertThat(Concurrently.run(List.of(writer, reader))).containsExactly(true, true);
    }

    @Test
    default void ofManyWhoRenameToOneTargetOneSucceeds() throws Exception {
        for (int rival = 0; rival < RIVALS; rival++) {
            storage().createAtomically(at("file-" + rival), bytes("content of " + rival));
            storage().createDirectories(at("directory-" + rival));
        }

        List<Boolean> files = rivals(rival -> storage().rename(at("file-" + rival), at("file")));
        List<Boolean> directories = rivals(rival -> storage().rename(at("directory-" + rival), at("directory")));

        assertThat(Collections.frequency(files, true)).isEqualTo(1);
        assertThat(Collections.frequency(directories, true)).isEqualTo(1);
        assertHolds(at("file"), bytes("content of " + files.indexOf(true)));
        for (int rival = 0; rival < RIVALS; rival++) {
            assertThat(storage().status(at("file-" + rival)).isPresent()).isNotEqualTo(files.get(rival));
            assertThat(storage().status(at("directory-" + rival)).isPresent()).isNotEqualTo(directories.get(rival));
        }
    }

    /** This is how a leader takes over from the one before. */
    @Test
    default void ofManyWhoRenameOneSourceOneSucceeds() throws Exception {
        storage().createAtomically(at("file"), bytes("content"));
        storage().createDirectories(at("lead-1"));
        storage().createMarker(at("lead-1/marker"));

        List<Boolean> files = rivals(rival -> storage().rename(at("file"), at("file-" + rival)));
        List<Boolean> directories = rivals(rival -> storage().rename(at("lead-1"), at("lead-2-" + rival)));

        assertThat(Collections.frequency(files, true)).isEqualTo(1);
        assertThat(Collections.frequency(directories, true)).isEqualTo(1);
        String file = "file-" + files.indexOf(true);
        String leader = "lead-2-" + directories.indexOf(true);
        assertThat(storage().list(directory())).hasValue(List.of(file, leader));
        assertThat(storage().list(at(leader))).hasValue(List.of("marker"));
    }

    /** This is what fences a leader that does not know yet that it is none any more. */
    @Test
    default void nothingCanBeCreatedInADirectoryThatWasRenamedAway() throws IOException {
        storage().createDirectories(at("lead-1"));
        storage().createMarker(at("lead-1/prepared"));
        storage().createMarker(at("outside"));
        storage().rename(at("lead-1"), at("lead-2"));

        assertRefused(Reason.MISSING, at("lead-1/a"), () -> storage().createAtomically(at("lead-1/a"), ANY));
        assertRefused(Reason.MISSING, at("lead-1/b"), () -> storage().createMarker(at("lead-1/b")));
        assertRefused(Reason.MISSING, at("lead-1/e"), () -> storage().createDirectory(at("lead-1/e")));
        assertRefused(Reason.MISSING, at("lead-1/c"), () -> storage().rename(at("outside"), at("lead-1/c")));
        assertRefused(Reason.MISSING, at("lead-1/d"), () -> storage().rename(at("lead-1/prepared"), at("lead-1/d")));
        assertNothingAt(at("lead-1"));
        assertThat(storage().list(at("lead-2"))).hasValue(List.of("prepared"));
    }

    @Test
    default void whatIsCreatedWhileItsDirectoryIsRenamedIsTakenAlongOrRefused() throws Exception {
        storage().createDirectories(at("lead-0"));
        int terms = 10;
        Callable<List<String>> everybody = () -> {
            List<String> created = new ArrayList<>();
            for (int i = 0; storage().status(at("lead-" + terms)).isEmpty(); i++) {
                for (int term = 0; term < terms; term++) {
                    StoragePath file = at("lead-" + term).child("file-" + i + "-" + term);
                    if (made(() -> storage().createAtomically(file, ANY))) {
                        created.add(file.name());
                    }
                    StoragePath named = at("lead-" + term).child("file-named-" + i + "-" + term);
                    if (made(() -> storage().createDirectory(named))) {
                        created.add(named.name());
                    }
                }
            }
            return created;
        };
        Callable<List<String>> leaders = () -> {
            for (int term = 0; term < terms; term++) {
                storage().createMarker(at("lead-" + term + "/marker-" + term));
                storage().rename(at("lead-" + term), at("lead-" + (term + 1)));
            }
            return List.of();
        };

        List<String> created = Concurrently.run(List.of(everybody, leaders)).get(0);

        assertThat(storage().list(directory())).hasValue(List.of("lead-" + terms));
        List<String> inherited = storage().list(at("lead-" + terms)).orElseThrow();
        assertThat(inherited.stream().filter(name -> name.startsWith("file")))
                .containsExactlyInAnyOrderElementsOf(created);
        assertThat(inherited.stream().filter(name -> name.startsWith("marker"))).hasSize(terms);
    }
}
