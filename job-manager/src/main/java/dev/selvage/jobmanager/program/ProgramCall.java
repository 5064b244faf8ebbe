package dev.selvage.jobmanager.program;

import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program's own process is told: which {@code main()} to call, and how. It lies in a file of the directory that the process
 * works in, where no list of processes shows it.
 *
 * @param jar the file with the program's classes
 * @param settings what its environment begins with; what the program sets itself wins
 * @param job the identifier that its job is to have, if whoever asks has chosen one
 */
public record ProgramCall(
        String jar, String entryClass, List<String> arguments, Map<String, String> settings, Optional<String> job) {

    /** The class whose {@code main} the process is started with; it is found on the class path that the JobManager has, too. */
    static final String PROCESS = "dev.selvage.local.program.ProgramMain";

    private static final String CALL = "call";
    private static final String PROBLEM = "problem";
    private static final String PACKED = "packed";

    public ProgramCall {
        arguments = List.copyOf(arguments);
        settings = Map.copyOf(settings);
    }

    void write(Path directory) throws IOException {
        Files.write(directory.resolve(CALL), JsonFormat.write(this));
    }

    /** What the process that works in this directory is to do. */
    public static ProgramCall read(Path directory) throws IOException {
        return JsonFormat.read(Files.readString(directory.resolve(CALL)), ProgramCall.class);
    }

    /** Where the process packs the job that the program makes. */
    public static Path packed(Path directory) {
        return directory.resolve(PACKED);
    }

    /** Leaves a sentence about what went wrong. */
    public static void tellProblem(Path directory, String sentence) throws IOException {
        Files.writeString(directory.resolve(PROBLEM), sentence);
    }

    static Optional<String> problem(Path directory) throws IOException {
        Path file = directory.resolve(PROBLEM);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
}
