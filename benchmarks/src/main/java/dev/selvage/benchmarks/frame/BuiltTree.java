package dev.selvage.benchmarks.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree after {@code mvn package}. */
record BuiltTree(Path root) {

    /** The class path of a module with all that it needs. */
    String classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        Path list = target.resolve("classpath.txt");
        try {
            return target.resolve("classes") + ":" + Files.readString(list).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a built source tree, but found no " + list + ". Run: mvn -DskipTests package", e);
        }
    }

    /** For logs and checkpoints. */
    Path workDirectory() {
        return root.resolve("benchmarks/target/workloads");
    }
}
