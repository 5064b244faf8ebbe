package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Programs that are compiled for a test, and are on nobody's class path. */
public final class CompiledProgram {

    private CompiledProgram() {}

    /**
     * Writes a jar, whose manifest names a class; all else goes to directories beside it.
     *
     * @param sources by the names of their classes
     */
    public static Path write(Path jar, String mainClass, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(jar.resolveSibling("classes"));
        List<String> words =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path", ""), "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            String name = source.getKey();
            int simple = name.lastIndexOf('.') + 1;
            Path folder = Files.createDirectories(jar.resolveSibling("source")
                    .resolve(name.substring(0, simple).replace('.', '/')));
            words.add(Files.writeString(folder.resolve(name.substring(simple) + ".java"), source.getValue())
                    .toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
        assertThat(status).as("the program compiles").isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.walk(classes)) {
            List<Path> compiled = found.filter(Files::isRegularFile).toList();
            for (Path each : compiled) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }
}
