package dev.selvage.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StoragePathTest {

    @Test
    void pathsWithoutASchemeAreLocal() {
        for (String text : List.of("/a/b", "file:/a/b", "file:///a/b", "FILE:///a//b/")) {
            assertThat(StoragePath.parse(text)).as(text).isEqualTo(new StoragePath("file:", "/a/b"));
        }
        assertThat(StoragePath.parse("/a/b").isLocal()).isTrue();
        assertThat(StoragePath.parse("file:///a/b")).hasToString("/a/b");
    }

    @Test
    void otherPathsKeepTheirAuthority() {
        StoragePath path = StoragePath.parse("hdfs://name-node:8020/user/selvage/");

        assertThat(path).isEqualTo(new StoragePath("hdfs://name-node:8020", "/user/selvage"));
        assertThat(path).hasToString("hdfs://name-node:8020/user/selvage");
        assertThat(path.scheme()).isEqualTo("hdfs");
        assertThat(path.isLocal()).isFalse();
        assertThat(StoragePath.parse("hdfs:///a")).hasToString("hdfs:///a");
        assertThat(StoragePath.parse("hdfs://name-node")).hasToString("hdfs://name-node/");
    }

    @Test
    void childrenAndParentsFitTogether() {
        StoragePath root = StoragePath.parse("hdfs://name-node/");

        assertThat(root.child("a").child("b")).hasToString("hdfs://name-node/a/b");
        assertThat(root.child("a").child("b").parent()).isEqualTo(root.child("a"));
        assertThat(root.child("a").parent()).isEqualTo(root);
        assertThat(root.parent()).isEqualTo(root);
        assertThat(root.child("a").name()).isEqualTo("a");
    }

    @Test
    void whatIsNoAbsolutePathIsRefusedWithASentence() {
        for (String text : List.of("", "a/b", "file:a", "file://other-host/a", "/a/../b", "/a/./b", "mailto:x")) {
            assertThatThrownBy(() -> StoragePath.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected an absolute path or a URI without . and .., but found " + text);
        }
    }

    @Test
    void aNameStaysInItsDirectory() {
        StoragePath directory = StoragePath.parse("/a");
        for (String name : List.of("", ".", "..", "b/c", "b:c")) {
            assertThatThrownBy(() -> directory.child(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected a name");
        }
    }
}
