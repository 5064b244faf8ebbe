package dev.selvage.platform.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.leadership.LeaderRecord;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeFormatTest {

    private static final String LEADS =
            "{\"format\":1,\"epoch\":7,\"token\":\"t\",\"control\":\"host:6123\",\"rest\":\"http://host:8081\"}";

    private static <T> String text(NodeFormat<T> format, T value) {
        return new String(format.bytes(value), UTF_8);
    }

    /** Releases to come read what this one has written: these texts never change. */
    @Test
    void nodesAreWrittenAndReadAsEver() throws IOException {
        LeaderNode silent = LeaderNode.nobody().next("t");
        LeaderNode leads = new LeaderNode(1, 7, "t", Optional.of("host:6123"), Optional.of("http://host:8081"));
        RecordNode record = new RecordNode(1, "graph.7-1-0a0b0c0d", 5, "0a0b0c0d");

        assertThat(text(LeaderNode.FORMAT, silent))
                .isEqualTo("{\"format\":1,\"epoch\":1,\"token\":\"t\",\"control\":null,\"rest\":null}");
        assertThat(text(LeaderNode.FORMAT, leads)).isEqualTo(LEADS);
        assertThat(text(RecordNode.FORMAT, record))
                .isEqualTo("{\"format\":1,\"file\":\"graph.7-1-0a0b0c0d\",\"length\":5,\"crc32c\":\"0a0b0c0d\"}");
        assertThat(LeaderNode.FORMAT.read("/leader", LEADS.getBytes(UTF_8))).isEqualTo(leads);
        assertThat(LeaderNode.FORMAT.read("/leader", LeaderNode.FORMAT.bytes(silent)))
                .isEqualTo(silent);
        assertThat(RecordNode.FORMAT.read("/record", RecordNode.FORMAT.bytes(record)))
                .isEqualTo(record);
    }

    @Test
    void aLeaderIsToldOnlyWithItsAddresses() throws IOException {
        assertThat(LeaderNode.nobody().leader()).isEmpty();
        assertThat(LeaderNode.FORMAT.read("/leader", LEADS.getBytes(UTF_8)).leader())
                .hasValue(new LeaderRecord(new LeaderEpoch(7), "host:6123", "http://host:8081"));
        assertThat(LeaderNode.FORMAT
                        .read("/leader", LEADS.getBytes(UTF_8))
                        .next("u")
                        .leader())
                .isEmpty();
        assertThat(LeaderNode.nobody().next("t").announced("a:1", "http://a").leader())
                .hasValue(new LeaderRecord(new LeaderEpoch(1), "a:1", "http://a"));
    }

    @Test
    void whatIsNoneOfOursIsToldWithItsNode() {
        assertThatThrownBy(() -> LeaderNode.FORMAT.read("/selvage/x/leader", "10.0.0.1".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected ZooKeeper's node /selvage/x/leader to say who leads");
        assertThatThrownBy(() -> LeaderNode.FORMAT.read(
                        "/leader", LEADS.replace("\"format\":1", "\"format\":2").getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Expected ZooKeeper's node /leader to say who leads in format 1, but found format 2: another"
                                + " release of Selvage wrote it.");
    }
}
