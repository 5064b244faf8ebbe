package dev.selvage.benchmarks.scale;

import dev.selvage.core.message.LeaderMessage;
import dev.selvage.platform.rpc.MessageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all stand-ins together have heard, said and done, and when. Any thread may call. */
final class Traffic {

    private final int taskManagers;
    private final LongAdder messages = new LongAdder();
    private final ConcurrentSkipListMap<Long, Deployment> deployments = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, Progress> checkpoints = new ConcurrentSkipListMap<>();
    private final MessageFormat<LeaderMessage> format = new MessageFormat<>(LeaderMessage.class);

    Traffic(int taskManagers) {
        this.taskManagers = taskManagers;
    }

    /** One deployment of tasks: how many have been started. */
    private static final class Deployment {
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicLong lastNanos = new AtomicLong();
        private final AtomicLong largestMessage = new AtomicLong();
    }

    /** One checkpoint: from the first that heard its trigger to the last that heard that it is decided. */
    private static final class Progress {
        private final long firstNanos = System.nanoTime();
        private final AtomicInteger decided = new AtomicInteger();
        private final AtomicLong lastNanos = new AtomicLong();
    }

    /** A TaskManager has said something. */
    void said() {
        messages.increment();
    }

    /** A TaskManager has heard something. */
    void heard(LeaderMessage message) {
        messages.increment();
        if (message instanceof LeaderMessage.Deploy deploy) {
            deployed(deploy);
        } else if (message instanceof LeaderMessage.TriggerCheckpoint trigger) {
            checkpoints.computeIfAbsent(trigger.order().checkpoint().number(), any -> new Progress());
        } else if (message instanceof LeaderMessage.CheckpointDecided decided) {
            Progress progress = checkpoints.computeIfAbsent(decided.checkpoint().number(), any -> new Progress());
            progress.lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
            progress.decided.incrementAndGet();
        }
    }

    private void deployed(LeaderMessage.Deploy deploy) {
        if (deploy.tasks().isEmpty()) {
            return;
        }
        Deployment deployment =
                deployment(deploy.tasks().get(0).task().deployment().number());
        // They are much alike, and to measure each of them would take more time than to receive it.
        if (deployment.largestMessage.compareAndSet(0, 1)) {
            deployment.largestMessage.set(length(deploy));
        }
    }

    private long length(LeaderMessage message) {
        LongAdder length = new LongAdder();
        try {
            format.write(message, new OutputStream() {
                @Override
                public void write(int one) {
                    length.increment();
                }

                @Override
                public void write(byte[] bytes, int offset, int count) {
                    length.add(count);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return length.sum();
    }

    private Deployment deployment(long number) {
        return deployments.computeIfAbsent(number, any -> new Deployment());
    }

    /** A task of this deployment has been started. */
    void started(long number) {
        Deployment deployment = deployment(number);
        deployment.lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
        deployment.started.incrementAndGet();
    }

    long messages() {
        return messages.sum();
    }

    /** The newest deployment of which anybody has heard, 0 if there is none. */
    long newestDeployment() {
        return deployments.isEmpty() ? 0 : deployments.lastKey();
    }

    int startedOf(long number) {
        return deployment(number).started.get();
    }

    /** When the last task of a deployment was started. */
    long lastStartNanos(long number) {
        return deployment(number).lastNanos.get();
    }

    /** How long a message that deploys is, in bytes. */
    long deployBytes(long number) {
        return deployment(number).largestMessage.get();
    }

    /** How many milliseconds each checkpoint took that was triggered since then and is known to all by now. */
    List<Double> checkpointMillis(long sinceNanos) {
        List<Double> durations = new ArrayList<>();
        for (Progress progress : checkpoints.values()) {
            if (progress.firstNanos - sinceNanos >= 0 && progress.decided.get() >= taskManagers) {
                durations.add((progress.lastNanos.get() - progress.firstNanos) / 1e6);
            }
        }
        return durations;
    }
}
