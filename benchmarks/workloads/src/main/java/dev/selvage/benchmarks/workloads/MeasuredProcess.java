package dev.selvage.benchmarks.workloads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A process that the frame has started: it answers each line on its standard input with a sample, and ends when the input does,
 * so that nothing stays behind when the frame dies. Standard output belongs to samples; what an engine prints goes to standard
 * error.
 */
public final class MeasuredProcess {

    private static final int FAILED = 1;

    private final PrintStream samples;

    private MeasuredProcess(PrintStream samples) {
        this.samples = samples;
    }

    /** How an engine is started in this process. */
    @FunctionalInterface
    public interface Start {
        /** Starts and returns; what it gives back lists completed checkpoints and their milliseconds when asked. */
        Supplier<Map<Long, Long>> start(WorkerArguments arguments) throws Exception;
    }

    /** The main method of every engine's program. Never returns. */
    public static void run(String[] arguments, Start engine) {
        MeasuredProcess process = new MeasuredProcess(System.out);
        System.setOut(System.err);
        try {
            Supplier<Map<Long, Long>> checkpoints = engine.start(WorkerArguments.parse(arguments));
            process.answer(checkpoints);
            Runtime.getRuntime().halt(0);
        } catch (Throwable failure) {
            fail("Expected the engine to start and to be measured, but found", failure);
        }
    }

    /** Ends the process: a benchmark whose engine failed has no result. */
    public static void fail(String sentence, Throwable failure) {
        System.err.println(sentence + ": " + failure);
        failure.printStackTrace();
        Runtime.getRuntime().halt(FAILED);
    }

    private void answer(Supplier<Map<Long, Long>> checkpoints) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            samples.println(Meter.sample(checkpoints.get()).line());
            samples.flush();
        }
    }
}
