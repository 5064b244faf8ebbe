package dev.selvage.benchmarks.micro;

import dev.selvage.container.codec.Codecs;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.container.network.ChannelName;
import dev.selvage.container.network.RecordFormat;
import dev.selvage.container.network.RemoteInput;
import dev.selvage.container.network.RemoteOutput;
import dev.selvage.container.network.Transport;
import dev.selvage.container.network.TransportSettings;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Records of three longs, keyed and stamped, from one task through four channels of one connection to another task, all in
 * this JVM: prints millions of records and megabytes a second, in rounds. A main rather than a benchmark of JMH's, since it
 * is about two tasks and two network threads that share the machine.
 */
public final class NetworkBenchmark {
    private static final int CHANNELS = 4;
    private static final int RECORDS = 20_000_000;
    private static final int ROUNDS = 5;
    private static final int BYTES_OF_A_RECORD = 40;
    /** So long that a wake that gets lost shows in the figures. */
    private static final long LONGEST_SLEEP = TimeUnit.SECONDS.toNanos(1);

    /** Three longs, as much as many streams carry. */
    public record Three(long key, long value, long time) {}

    private NetworkBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        RecordFormat format =
                RecordFormat.of(new Codecs(NetworkBenchmark.class.getClassLoader()).of(Three.class), true, "benchmark");
        TransportSettings settings =
                TransportSettings.of("benchmark", "secret", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (Transport producing = Transport.start(settings, PooledByteBufAllocator.DEFAULT);
                Transport consuming = Transport.start(settings, PooledByteBufAllocator.DEFAULT)) {
            for (int round = 1; round <= ROUNDS; round++) {
                long start = System.nanoTime();
                measure(producing, consuming, format, round);
                double seconds = (System.nanoTime() - start) / 1e9;
                out.printf(
                        "%.2f million records/s, %.0f MB/s%n",
                        RECORDS / seconds / 1e6, (double) RECORDS * BYTES_OF_A_RECORD / seconds / 1e6);
            }
        }
    }

    private static void measure(Transport producing, Transport consuming, RecordFormat format, int round)
            throws InterruptedException {
        Wakeup producer = new Wakeup();
        Wakeup consumer = new Wakeup();
        RemoteOutput[] outputs = new RemoteOutput[CHANNELS];
        RemoteInput[] inputs = new RemoteInput[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            ChannelName name = new ChannelName(new JobId(0, 1), new DeploymentNumber(round), 0, 0, i);
            outputs[i] = producing.output(name, format, producer);
            inputs[i] = consuming.input(name, format, producing.address(), consumer);
        }
        Thread task = new Thread(() -> produce(outputs, producer), "producer");
        task.start();
        consume(inputs, consumer);
        task.join();
    }

    private static void produce(RemoteOutput[] outputs, Wakeup wakeup) {
        for (long i = 0; i < RECORDS; i++) {
            RemoteOutput output = outputs[(int) (i & (CHANNELS - 1))];
            output.append(new Three(i, i, i), i, i);
            // As a task would: looks at room now and then, not for each record.
            if ((i & 63) == 0) {
                for (RemoteOutput each : outputs) {
                    while (!each.hasRoom()) {
                        wakeup.await(LONGEST_SLEEP);
                    }
                }
            }
        }
        for (RemoteOutput output : outputs) {
            output.event(new Event.EndOfInput());
            output.close();
        }
    }

    private static void consume(RemoteInput[] inputs, Wakeup wakeup) {
        int open = inputs.length;
        long count = 0;
        long sum = 0;
        while (open > 0) {
            boolean any = false;
            for (RemoteInput input : inputs) {
                Element element = input.poll();
                any |= element != null;
                if (element instanceof Batch batch) {
                    count += batch.size;
                    for (int i = 0; i < batch.size; i++) {
                        sum += ((Three) Objects.requireNonNull(batch.values[i])).value();
                    }
                } else if (element instanceof Event.EndOfInput) {
                    open--;
                }
            }
            if (!any) {
                wakeup.await(LONGEST_SLEEP);
            }
        }
        if (count != RECORDS || sum != RECORDS * (RECORDS - 1L) / 2) {
            throw new IllegalStateException("expected " + RECORDS + " records, found " + count + " with sum " + sum);
        }
    }
}
