package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsTest {

    @TempDir
    private Path directory;

    private Hosts read(String text) throws Exception {
        return Hosts.read(Files.writeString(directory.resolve("masters"), text));
    }

    @Test
    void aLineIsAHostAndPerhapsAPort() throws Exception {
        assertThat(read("# all\n\n master1:8081 \nmaster2 # the other\n\n").hosts())
                .containsExactly(
                        new Hosts.Host("master1", OptionalInt.of(8081)),
                        new Hosts.Host("master2", OptionalInt.empty()));
    }

    @Test
    void whatIsNoHostIsRefusedWithItsPlace() {
        for (String wrong : new String[] {"a b", "host:", "host:port", ":8081"}) {
            assertThatThrownBy(() -> read("fine\n" + wrong + "\n"))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("masters:2: expected a host")
                    .hasMessageContaining("found " + wrong);
        }
        assertThatThrownBy(() -> Hosts.read(directory.resolve("workers")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Expected to read " + directory.resolve("workers"));
    }

    @Test
    void thisMachineIsKnownByItsNameAndItsAddresses() throws Exception {
        Installation installation = Distributions.in(directory);

        assertThat(read("localhost\n127.0.0.1\nhere\n").areAllHere(installation))
                .isTrue();
        assertThat(read("localhost\nsomewhere.invalid\n").areAllHere(installation))
                .isFalse();
    }
}
