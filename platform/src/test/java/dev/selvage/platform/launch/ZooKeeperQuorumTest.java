package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperQuorumTest {

    @TempDir
    private Path directory;

    private ZooKeeperQuorum read(String text) throws Exception {
        return ZooKeeperQuorum.read(Files.writeString(directory.resolve("zoo.cfg"), text));
    }

    @Test
    void eachServerHasADirectoryOfItsOwnWithItsNumberInIt() throws Exception {
        ZooKeeperQuorum quorum = read("tickTime=2000\nserver.1=a:2888:3888;2181\nserver.12=b:2888:3888;2182\n");

        Path file = quorum.prepare(12, directory.resolve("preset"));

        assertThat(file).isEqualTo(directory.resolve("preset/12/zoo.cfg"));
        assertThat(file)
                .content()
                .contains("server.1=a:2888:3888;2181\n", "tickTime=2000\n", "admin.enableServer=false\n")
                .contains("dataDir=" + directory.resolve("preset/12") + "\n");
        assertThat(directory.resolve("preset/12/myid")).hasContent("12");
        assertThat(quorum.host(12)).isEqualTo("b");
    }

    @Test
    void whatTheFileSaysHolds() throws Exception {
        ZooKeeperQuorum quorum = read("admin.enableServer=true\nclientPort=2281\nserver.1=a:2888:3888\ndataDir="
                + directory.resolve("mine") + "\n");

        assertThat(quorum.prepare(1, directory.resolve("preset")))
                .isEqualTo(directory.resolve("mine/1/zoo.cfg"))
                .content()
                .contains("admin.enableServer=true");
        assertThat(quorum.clientAddress(1)).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2281));
    }

    @Test
    void clientsFindAServerAtTheAddressBehindTheSemicolon() throws Exception {
        assertThat(read("server.1=a:2888:3888:participant;127.0.0.2:2182\n").clientAddress(1))
                .isEqualTo(new InetSocketAddress("127.0.0.2", 2182));
    }

    @Test
    void mistakesAreNamed() throws Exception {
        assertThatThrownBy(() -> read("clientPort=2181\n")).hasMessageContaining("Expected a line for each server");
        assertThatThrownBy(() -> read("server.1=a:2888:3888\n")).hasMessageContaining("Expected a port for clients");
        assertThatThrownBy(() -> read("server.1=a\n")).hasMessageContaining("Expected server.1");
        assertThatThrownBy(() -> ZooKeeperQuorum.read(directory.resolve("none")))
                .hasMessageContaining("Expected to read " + directory.resolve("none"));
        ZooKeeperQuorum quorum = read("server.1=a:2888:3888;2181\n");
        assertThatThrownBy(() -> quorum.prepare(2, directory)).hasMessageContaining("which are [1], but found 2");
        Files.writeString(directory.resolve("preset"), "a file");
        assertThatThrownBy(() -> quorum.prepare(1, directory.resolve("preset")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("as dataDir in");
    }
}
