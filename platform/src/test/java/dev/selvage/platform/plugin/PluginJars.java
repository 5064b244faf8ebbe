package dev.selvage.platform.plugin;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A directory with plugins, whose jars are made of sources. */
public final class PluginJars {

    private final Path work;

    /** Below a directory of the test. */
    public PluginJars(Path directory) throws IOException {
        this.work = Files.createDirectories(directory.resolve("made"));
        Files.createDirectories(plugins());
    }

    /** Where the plugins are. */
    public Path plugins() {
        return work.resolve("plugins");
    }

    /** Puts a jar with one class into a plugin, which may need those that were put there before. */
    public PluginJars compile(String plugin, String className, String source) throws IOException {
        Path file = work.resolve("sources").resolve(plugin).resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        Path classes = Files.createDirectories(work.resolve("classes").resolve(plugin));
        Path own = Files.createDirectories(classes.resolve(className));
        List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path", "")));
        try (Stream<Path> before = Files.list(classes)) {
            before.map(Path::toString).forEach(classPath::add);
        }
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-cp", String.join(File.pathSeparator, classPath), "-d", own.toString());
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IllegalStateException("expected " + className + " to compile, but found: " + said);
            }
        }
        jar(plugin, className, own);
        return this;
    }

    private void jar(String plugin, String name, Path content) throws IOException {
        Path jar = Files.createDirectories(plugins().resolve(plugin)).resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(content)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(content.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    /** Has the plugin offer a class, by a jar with the line that says so. */
    public PluginJars offer(String plugin, Class<?> service, String className) throws IOException {
        Path content = work.resolve("offers").resolve(plugin).resolve(className);
        Path line = content.resolve("META-INF/services").resolve(service.getName());
        Files.createDirectories(line.getParent());
        Files.writeString(line, className + "\n");
        jar(plugin, "offers-" + className, content);
        return this;
    }
}
