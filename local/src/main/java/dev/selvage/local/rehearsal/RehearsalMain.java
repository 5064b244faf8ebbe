package dev.selvage.local.rehearsal;

import dev.selvage.container.TaskManagerMain;
import dev.selvage.container.WarmUp;
import dev.selvage.jobmanager.standalone.JobManagerMain;
import dev.selvage.local.JobPacking;
import dev.selvage.platform.storage.StoragePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Both processes of a cluster in one JVM, and a small job that ends them: with {@code -XX:ArchiveClassesAtExit} the JVM then keeps all
 * classes that they have taken. What only YARN brings about is loaded by name.
 */
public final class RehearsalMain {

    private RehearsalMain() {}

    /**
     * Takes a directory on the file system that the cluster will use; what it leaves there its caller deletes.
     *
     * @param arguments that directory
     */
    public static void main(String[] arguments) throws IOException {
        String shared = arguments[0];
        loadByName();
        StoragePath packed = StoragePath.parse(shared).child("job");
        JobPacking.pack(WarmUp.program().streamGraph("rehearsal"), List.of(), packed);
        List<String> settings = Stream.of(
                        "high-availability.type=yarn",
                        "high-availability.storageDir=" + shared + "/ha",
                        "high-availability.cluster-id=rehearsal",
                        "jobmanager.rpc.address=localhost",
                        "jobmanager.bind-host=localhost",
                        "rest.bind-address=localhost",
                        "rest.bind-port=0",
                        "taskmanager.host=localhost",
                        "taskmanager.bind-host=localhost")
                .map(setting -> "-D" + setting)
                .toList();
        JobManagerMain.main(
                Stream.concat(settings.stream(), Stream.of(packed.toString())).toArray(String[]::new));
        // The end of the job is the end of both.
        TaskManagerMain.main(settings.toArray(String[]::new));
    }

    private static void loadByName() throws IOException {
        for (String entry : System.getProperty("java.class.path", "").split(java.io.File.pathSeparator, -1)) {
            if (String.valueOf(Path.of(entry).getFileName()).startsWith("selvage-")) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .map(Object::toString)
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.'))
                            .forEach(RehearsalMain::load);
                }
            }
        }
        try (InputStream names = Objects.requireNonNull(RehearsalMain.class.getResourceAsStream("yarn-classes.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(names, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(RehearsalMain::load);
        }
    }

    /** One that is not there, or wants what is not there, is none that a process will take. */
    private static void load(String name) {
        try {
            Class.forName(name, false, RehearsalMain.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Such as those of an optional library.
        }
    }
}
