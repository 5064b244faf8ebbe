package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Sample;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of an engine: a line goes in, a sample comes out. */
final class RunningProcess implements AutoCloseable {

    private static final long ANSWER_SECONDS = 60;

    private final Launch launch;
    private final Path log;
    private final Process process;
    private final BufferedWriter questions;
    /** Empty when the process has ended. */
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    RunningProcess(Launch launch, Path log) throws IOException {
        this.launch = launch;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectError(log.toFile());
        builder.environment().putAll(launch.environment());
        this.process = builder.start();
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, launch.name());
        reader.setDaemon(true);
        reader.start();
    }

    boolean isWorker() {
        return launch.isWorker();
    }

    Sample sample() throws IOException, InterruptedException {
        try {
            questions.write('\n');
            questions.flush();
        } catch (IOException e) {
            throw new IOException(complaint("but found it gone"), e);
        }
        Optional<String> answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IOException(complaint("but found none within " + ANSWER_SECONDS + " s"));
        }
        return Sample.parse(answer.orElseThrow(() -> new IOException(complaint("but found it gone"))));
    }

    private String complaint(String found) {
        return "Expected a sample from " + launch.name() + ", " + found + ". Its log: " + log;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Sample.MARK)) {
                    answers.add(Optional.of(line));
                }
            }
        } catch (IOException e) {
            // The end of the process, which the next sample tells of.
        }
        answers.add(Optional.empty());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
