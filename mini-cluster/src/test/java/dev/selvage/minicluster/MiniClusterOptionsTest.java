package dev.selvage.minicluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MiniClusterOptionsTest {

    @Test
    void aDirectoryIsAllThatMustBeGiven() {
        assertThat(MiniClusterOptions.parse(List.of("--dir", "/d")))
                .isEqualTo(new MiniClusterOptions(Path.of("/d"), Optional.of(2), false, true, false, Map.of()));
    }

    @Test
    void everythingElseCanBeChosen() {
        assertThat(MiniClusterOptions.parse(List.of(
                        "--node-managers",
                        "3",
                        "--dir",
                        "/d/",
                        "--processes",
                        "--no-zookeeper",
                        "--until-stdin-closes",
                        "--set",
                        "a.b=c=d")))
                .isEqualTo(
                        new MiniClusterOptions(Path.of("/d"), Optional.of(3), true, false, true, Map.of("a.b", "c=d")));
        assertThat(MiniClusterOptions.parse(List.of("--dir", "/d", "--hdfs-only")))
                .isEqualTo(new MiniClusterOptions(Path.of("/d"), Optional.empty(), false, false, false, Map.of()));
    }

    @Test
    void badArgumentsGetASentence() {
        Map<List<String>, String> sentences = Map.of(
                List.of(), "Expected --dir, but found none. Name a directory for all files.",
                List.of("--dir"), "Expected a value after --dir, but found none.",
                List.of("start"), "Expected an option, but found start.",
                List.of("--node-managers", "0"),
                        "Expected --node-managers of 1 to 16, but found 0. For no YARN at all use --hdfs-only.",
                List.of("--node-managers", "many"),
                        "Expected --node-managers of 1 to 16, but found many. For no YARN at all use --hdfs-only.",
                List.of("--set", "key"), "Expected KEY=VALUE after --set, but found key.");

        sentences.forEach((arguments, sentence) -> assertThatThrownBy(() -> MiniClusterOptions.parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence));
    }
}
