package dev.selvage.platform.zookeeper;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.storage.FileStorages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperFactoryTest {

    private static final String QUORUM = "high-availability.zookeeper.quorum=";

    @TempDir
    private Path directory;

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String... assignments) {
        List<String> all = new ArrayList<>(List.of(assignments));
        all.add("high-availability.storageDir=" + directory);
        return assertThatThrownBy(() -> new ZooKeeperFactory()
                        .create(
                                ConfigurationFiles.load(directory, all).configuration(),
                                new FileStorages(Optional.empty())))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void withoutServersItIsSaidWhichOptionNamesThem() {
        assertRefused()
                .hasMessageStartingWith(
                        "Expected high-availability.zookeeper.quorum to be set, but found it nowhere. The servers of");
    }

    @Test
    void serversThatNoneCanBeAreRefusedWithTheText() {
        for (String wrong : List.of("one:2181,two:port", "one:99999999")) {
            assertRefused(QUORUM + wrong)
                    .hasMessageStartingWith("Expected high-availability.zookeeper.quorum to name servers as host:port")
                    .hasMessageContaining("but found " + wrong);
        }
    }

    @Test
    void anIdentityWithoutASchemeIsRefusedAndNotShown() {
        assertRefused(QUORUM + "one:2181", "high-availability.zookeeper.client.authorization=digest:a:b;hunter2")
                .hasMessage(
                        "Expected high-availability.zookeeper.client.authorization to be scheme:credentials, such as"
                                + " digest:user:password, but found no scheme.");
    }
}
