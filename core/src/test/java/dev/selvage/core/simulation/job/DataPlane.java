package dev.selvage.core.simulation.job;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All tasks that live in any process, and the channels between them. A channel knows deployments, so tasks of different ones never meet. */
final class DataPlane {

    private final TreeMap<TaskId, TaskModel> alive = new TreeMap<>();
    private final TreeMap<Ends, ModelChannel> channels =
            new TreeMap<>(Comparator.comparing(Ends::producer).thenComparing(Ends::consumer));
    private final TreeMap<TaskId, Integer> starts = new TreeMap<>();
    private Optional<String> violation = Optional.empty();
    private Optional<TaskId> firstStopped = Optional.empty();

    private record Ends(TaskId producer, TaskId consumer) {}

    Optional<String> violation() {
        return violation;
    }

    /** The first task that did not live until its end, of any job that ran as a whole: one may be lost while it is being deployed. */
    Optional<TaskId> firstStopped() {
        return firstStopped;
    }

    /** A task whose channels have waited for each other for longer than that. */
    Optional<String> heldUpForLonger(long micros) {
        // Without a stream: it is asked after each event.
        for (TaskModel task : alive.values()) {
            if (task.aligningForMicros() > micros) {
                return Optional.of(task.id() + " is held up by a barrier that nobody completes");
            }
        }
        return Optional.empty();
    }

    void started(TaskModel task) {
        if (starts.merge(task.id(), 1, Integer::sum) > 1) {
            violation = Optional.of(task.id() + " was started twice");
        }
        alive.put(task.id(), task);
    }

    /** A task is gone. If that was before its time, whoever it has channels with finds them broken. */
    void gone(TaskId task, boolean inTime, boolean ranAsAWhole) {
        alive.remove(task);
        if (!inTime) {
            firstStopped = firstStopped.or(() -> Optional.of(task).filter(any -> ranAsAWhole));
            channels.forEach((ends, channel) -> {
                if (ends.producer().equals(task) || ends.consumer().equals(task)) {
                    channel.breakUp();
                }
            });
        }
    }

    /** Two processes are cut off from each other: what they say to each other's tasks is lost. */
    void cutOff(String one, String other) {
        channels.forEach((ends, channel) -> {
            String producer = hostOf(ends.producer());
            String consumer = hostOf(ends.consumer());
            if (!producer.equals(consumer)
                    && List.of(one, other).contains(producer)
                    && List.of(one, other).contains(consumer)) {
                channel.breakUp();
            }
        });
    }

    private String hostOf(TaskId task) {
        return Optional.ofNullable(alive.get(task)).map(TaskModel::hostName).orElse("");
    }

    /**
     * Forgets channels of jobs that have ended. Those of other jobs may hold what a consumer has yet to read that has yet to start,
     * though their producer has finished.
     */
    void forgetChannels(Set<JobId> present) {
        channels.keySet()
                .removeIf(ends -> !present.contains(ends.producer().job())
                        && !alive.containsKey(ends.producer())
                        && !alive.containsKey(ends.consumer()));
    }

    List<TaskModel> alive() {
        return List.copyOf(alive.values());
    }

    List<ModelChannel> inputsOf(ExecutionPlan plan, TaskId task) {
        List<ModelChannel> inputs = new ArrayList<>();
        for (Edge edge : plan.edgesInto(task.subtask().vertex())) {
            for (SubtaskId producer : plan.producersOf(edge, task.subtask().index())) {
                inputs.add(channel(new TaskId(task.job(), producer, task.deployment()), task));
            }
        }
        return inputs;
    }

    List<ModelChannel> outputsOf(ExecutionPlan plan, TaskId task) {
        List<ModelChannel> outputs = new ArrayList<>();
        for (Edge edge : plan.edgesOutOf(task.subtask().vertex())) {
            for (SubtaskId consumer : plan.consumersOf(edge, task.subtask().index())) {
                outputs.add(channel(task, new TaskId(task.job(), consumer, task.deployment())));
            }
        }
        return outputs;
    }

    private ModelChannel channel(TaskId producer, TaskId consumer) {
        return channels.computeIfAbsent(
                new Ends(producer, consumer), ends -> new ModelChannel(ends.producer(), ends.consumer()));
    }
}
