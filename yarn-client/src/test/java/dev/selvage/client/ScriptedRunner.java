package dev.selvage.client;

import dev.selvage.api.execute.JobClient;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobRefusedException;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for what calls programs: does what the program's arguments say, a word for each thing. */
public final class ScriptedRunner implements ProgramRunner {

    /** What it was told to run, since somebody last cleared this. */
    public static final List<UserProgram> CALLED = new CopyOnWriteArrayList<>();

    @Override
    public void run(UserProgram program, JobDestination destination) throws ProgramException {
        CALLED.add(program);
        for (String word : program.arguments()) {
            try {
                act(word, program.jar(), destination);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                throw ProgramException.threw("demo.Program", e);
            }
        }
    }

    private static void act(String word, Path jar, JobDestination destination)
            throws IOException, InterruptedException {
        switch (word) {
            case "execute" -> {
                JobClient job = submit(jar, destination);
                job.result();
                job.result();
            }
            case "submit" -> submit(jar, destination);
            case "refuse" -> throw new JobRefusedException("Expected a sink, but found none.", new IOException());
            case "fail" -> throw new IllegalStateException("the wind was against me", new IOException("no wind"));
            default -> {
                // Arguments that mean nothing to it.
            }
        }
    }

    private static JobClient submit(Path jar, JobDestination destination) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("scripted-");
        try {
            Path program = Files.writeString(directory.resolve("program"), "what tasks run");
            Path job = Files.writeString(directory.resolve("job"), "what the JobManager knows");
            return destination.submit(new JobPackage(
                    plan(),
                    List.of(
                            new JobPackage.Piece("program", program),
                            new JobPackage.Piece("jars/0000.jar", jar),
                            new JobPackage.Piece("job", job))));
        } finally {
            Files.delete(directory.resolve("program"));
            Files.delete(directory.resolve("job"));
            Files.delete(directory);
        }
    }

    private static ExecutionPlan plan() {
        return new PlanBuilder(JobId.random(new SplittableRandom()), "demo")
                .vertex(1, 128, "numbers", "doubled")
                .sink(true, 2, 128, "files")
                .edge("numbers", Exchange.HASH, "files")
                .build();
    }

    @Override
    public String entryClass(UserProgram program) throws ProgramException {
        return program.entryClass()
                .orElseThrow(
                        () -> ProgramException.unusable("Expected a Main-Class, but found none.", new IOException()));
    }

    @Override
    public void runHere(UserProgram program) throws ProgramException {
        CALLED.add(program);
    }
}
