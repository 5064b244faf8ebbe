package dev.selvage.local.program;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.jobmanager.program.UploadedJars;
import dev.selvage.local.JobPacking;
import dev.selvage.local.LocalExecutor;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobRefusedException;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Calls programs in this process, and plans and packs their jobs here. Found by {@link java.util.ServiceLoader}. */
public final class ProgramCalls implements ProgramRunner {

    /** Found by {@link java.util.ServiceLoader}. */
    public ProgramCalls() {}

    @Override
    public void run(UserProgram program, JobDestination destination) throws ProgramException {
        call(program, new Packing(program.jars(), destination), destination::exit, () -> {});
    }

    @Override
    public void runHere(UserProgram program) throws ProgramException {
        Here here = new Here(new LocalExecutor(), new CopyOnWriteArrayList<>());
        call(program, here, System::exit, here::awaitEnds);
    }

    @Override
    public String entryClass(UserProgram program) throws ProgramException {
        String entryClass = named(program);
        try {
            find(entryClass, program).close();
            return entryClass;
        } catch (IOException e) {
            throw ProgramException.unusable(
                    "Expected to read " + program.jar() + ", but found: " + e.getMessage() + ".", e);
        }
    }

    /** By the command or by the manifest; whether there is such a class is another question. */
    private static String named(UserProgram program) throws ProgramException {
        for (Path jar : program.jars()) {
            requireReadable(jar);
        }
        return program.entryClass().isPresent() ? program.entryClass().get() : entryOf(program.jar());
    }

    /**
     * Calls it.
     *
     * @param exit what its {@code System.exit()} comes to
     * @param afterwards still needs its classes
     */
    private static void call(UserProgram program, JobExecutor jobs, IntConsumer exit, Runnable afterwards)
            throws ProgramException {
        String entryClass = named(program);
        try (MainCall main = find(entryClass, program)) {
            main.call(program.arguments(), program.settings(), jobs, exit);
            afterwards.run();
        } catch (InvocationTargetException e) {
            throw ProgramException.threw(entryClass, e.getTargetException());
        } catch (ProgramException e) {
            throw e;
        } catch (Exception e) {
            throw ProgramException.threw(entryClass, e);
        }
    }

    private static MainCall find(String entryClass, UserProgram program) throws ProgramException {
        try {
            return MainCall.find(entryClass, program.jars(), program.settings());
        } catch (IllegalArgumentException | IOException e) {
            throw ProgramException.unusable(
                    "Expected the class " + entryClass + " with a main() in " + program.jar() + ", but "
                            + e.getMessage() + ". Name the class by -c, with its package.",
                    e);
        }
    }

    private static void requireReadable(Path jar) throws ProgramException {
        if (!Files.exists(jar)) {
            throw ProgramException.unusable(
                    "Expected a jar at " + jar + ", but there is no such file. Options of the command stand before the"
                            + " jar, arguments of the program behind it.");
        } else if (Files.isDirectory(jar)) {
            throw ProgramException.unusable("Expected a jar at " + jar + ", but found a directory.");
        } else if (!Files.isReadable(jar)) {
            throw ProgramException.unusable(
                    "Expected a jar at " + jar + ", but may not read that file. Have its owner let you.");
        }
    }

    private static String entryOf(Path jar) throws ProgramException {
        List<String> named;
        try {
            named = UploadedJars.entriesOf(jar);
        } catch (IOException e) {
            throw ProgramException.unusable(
                    "Expected a jar at " + jar + ", but cannot read that file as one: " + e.getMessage() + ".", e);
        }
        return named.stream()
                .findFirst()
                .orElseThrow(() -> ProgramException.unusable(
                        "Expected the manifest of " + jar + " to name a Main-Class, but it names none. Name the class"
                                + " whose main() is to be called by -c."));
    }

    /** So that it can be told from what the program itself throws. */
    private static JobRefusedException refused(IllegalArgumentException mistakes) {
        return new JobRefusedException(String.valueOf(mistakes.getMessage()), mistakes);
    }

    /** Has jobs taken elsewhere. */
    private record Packing(List<Path> jars, JobDestination destination) implements JobExecutor {

        @Override
        public String target() {
            return "packed";
        }

        @Override
        public JobClient submit(StreamGraph graph) {
            try {
                return JobPacking.withPackage(destination.ticket(graph.jobName()), graph, jars, destination::submit);
            } catch (IllegalArgumentException mistakes) {
                throw refused(mistakes);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Expected to hand over the job " + graph.jobName() + ", but found: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(
                        "Expected to hand over the job " + graph.jobName()
                                + ", but the thread that does so was interrupted; it may have been accepted or not",
                        e);
            }
        }
    }

    /** Runs jobs here, and remembers them. */
    private record Here(JobExecutor local, List<JobClient> jobs) implements JobExecutor {

        @Override
        public String target() {
            return local.target();
        }

        @Override
        public JobClient submit(StreamGraph graph) {
            try {
                JobClient job = local.submit(graph);
                jobs.add(job);
                return job;
            } catch (IllegalArgumentException mistakes) {
                throw refused(mistakes);
            }
        }

        /** Nobody else does, where a program has not; they would end with this process. */
        void awaitEnds() {
            jobs.forEach(JobClient::result);
        }
    }
}
