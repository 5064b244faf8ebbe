package dev.selvage.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.classes.ContextClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStoragesTest {

    private static final StoragePath ON_HDFS = StoragePath.parse("hdfs://localhost:1/a");

    @TempDir
    private Path settings;

    private FileStorages storages() throws IOException {
        Files.writeString(settings.resolve("core-site.xml"), """
                <configuration>
                  <property><name>fs.defaultFS</name><value>hdfs://localhost:2</value></property>
                </configuration>
                """);
        return FileStorages.of(Map.of("HADOOP_CONF_DIR", settings.toString()));
    }

    @Test
    void localPathsGoToTheLocalDisk() throws IOException {
        FileStorage storage = FileStorages.of(Map.of()).of(StoragePath.parse("file:///a/b"));

        assertThat(storage).isInstanceOf(LocalFileStorage.class);
        assertThat(storage.renamesDirectoriesAtomically()).isTrue();
    }

    @Test
    void eachFileSystemIsOpenedOnceAndWithoutAskingIt() throws IOException {
        FileStorages storages = storages();
        FileStorage storage = storages.of(ON_HDFS);

        assertThat(storage).isInstanceOf(HadoopFileStorage.class);
        assertThat(storage.renamesDirectoriesAtomically()).isTrue();
        assertThat(storages.of(ON_HDFS.child("b"))).isSameAs(storage);
        assertThat(storages.of(StoragePath.parse("hdfs://localhost:3/a"))).isNotSameAs(storage);
        assertThatThrownBy(() -> storage.read(StoragePath.parse("/local")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a path on hdfs://localhost:1, but found /local");
    }

    @Test
    void aPathWithoutAHostIsOnTheFileSystemOfTheSettings() throws IOException {
        assertThat(storages().of(StoragePath.parse("hdfs:///a"))).isInstanceOf(HadoopFileStorage.class);
        assertThatThrownBy(() -> FileStorages.of(Map.of("HADOOP_CONF_DIR", "")).of(StoragePath.parse("hdfs:///a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hdfs:///a")
                .hasMessageContaining("fs.defaultFS");
    }

    @Test
    void whatIsOpenedDoesNotDependOnWhoseThreadAsksFirst() throws IOException {
        FileStorages storages = storages();

        FileStorage storage = ContextClasses.with(ClassLoader.getPlatformClassLoader(), () -> storages.of(ON_HDFS));

        assertThat(storage).as("of Hadoop, which that loader has not").isInstanceOf(HadoopFileStorage.class);
    }

    @Test
    void settingsThatAreNotThereAreNamed() {
        FileStorages storages = FileStorages.of(Map.of("HADOOP_CONF_DIR", settings.toString()));

        assertThatThrownBy(() -> storages.of(ON_HDFS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected Hadoop's core-site.xml in " + settings);
    }

    @Test
    void aSchemeThatHadoopDoesNotKnowIsNamed() throws IOException {
        FileStorages storages = storages();

        assertThatThrownBy(() -> storages.of(StoragePath.parse("gopher://host/a")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected a file system that Hadoop can open, but found gopher://host/a");
    }
}
