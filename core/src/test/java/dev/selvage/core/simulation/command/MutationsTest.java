package dev.selvage.core.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What breaks core on purpose has to follow where core goes: else nobody knows any more what the simulation would find. */
class MutationsTest {

    private static final Path ROOT = Path.of(System.getProperty("selvage.root", ".."));
    private static final String FILE = "--- a/";
    private static final String HUNK = "@@ ";

    @Test
    void eachStillHasItsPlace() throws IOException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(ROOT.resolve("core/src/test/mutations"))) {
            patches = files.filter(file -> file.toString().endsWith(".patch")).toList();
        }
        assertThat(patches).isNotEmpty();
        for (Path patch : patches) {
            hasItsPlace(patch);
        }
    }

    private static void hasItsPlace(Path patch) throws IOException {
        String source = "";
        int places = 0;
        for (String part : parts(patch)) {
            if (part.startsWith(FILE)) {
                String name = part.lines().findFirst().orElseThrow().substring(FILE.length());
                source = Files.readString(ROOT.resolve(name));
            } else if (part.startsWith(HUNK)) {
                assertThat(source).as(patch.toString()).contains(before(part));
                places++;
            }
        }
        assertThat(places).as(patch.toString()).isPositive();
    }

    private static String before(String hunk) {
        return hunk.lines()
                .skip(1)
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.substring(1) + "\n")
                .collect(Collectors.joining());
    }

    /** What it is about, then a file's name, then what is to change there. */
    private static String[] parts(Path patch) throws IOException {
        return Files.readString(patch).split("(?m)^(?=--- a/|@@ )");
    }
}
