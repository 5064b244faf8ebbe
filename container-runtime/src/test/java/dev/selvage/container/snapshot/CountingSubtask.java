package dev.selvage.container.snapshot;

import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.snapshot.KeyModel.Notes;
import dev.selvage.container.snapshot.KeyModel.Total;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.container.state.Timers;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroups;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** A subtask of an operator with a state of every kind. */
final class CountingSubtask {
    static final OperatorId COUNTER = OperatorId.ofUid("counter");
    static final long LIFE = 1000;

    private final KeyHash hashes;
    private final ValueState<Long> count;
    private final ValueState<Total> total;
    private final ValueState<String> name;
    private final ValueState<Notes> notes;
    private final ListState<String> lines;
    private final MapState<String, Long> visits;
    private final ValueState<Long> brief;
    private final Timers timers;
    final KeyedStates keyed;
    final TaskStates task;
    final ListState<Long> offsets;

    CountingSubtask(
            Codecs codecs,
            DataType<?> keyType,
            TaskStates.Split split,
            SnapshotFiles files,
            Optional<TaskRestore> restore,
            long now) {
        hashes = KeyHash.of(keyType.type());
        task = new TaskStates(codecs, split, files, restore, false);
        offsets = task.lists(COUNTER, "counter").getListState(new ListStateDescriptor<>("offsets", Long.class));
        keyed = task.keyed(COUNTER, "counter", keyType, new StateClasses(), false);
        count = keyed.value(new ValueStateDescriptor<>("count", Long.class));
        total = keyed.value(new ValueStateDescriptor<>("total", Total.class));
        name = keyed.value(new ValueStateDescriptor<>("name", String.class));
        notes = keyed.value(new ValueStateDescriptor<>("notes", Notes.class));
        lines = keyed.list(new ListStateDescriptor<>("lines", String.class));
        visits = keyed.map(new MapStateDescriptor<>("visits", String.class, Long.class));
        ValueStateDescriptor<Long> expiring = new ValueStateDescriptor<>("brief", Long.class);
        expiring.enableTimeToLive(StateTtlConfig.of(Duration.ofMillis(LIFE)));
        brief = keyed.value(expiring);
        timers = keyed.eventTimers();
        task.time(now);
        task.ready();
    }

    static boolean owns(TaskStates.Split split, long hash) {
        return split.groups().contains(KeyGroups.of(hash, split.maxParallelism()));
    }

    void select(Object key) {
        keyed.store().select(hashes.hash(key), key);
    }

    /** Does something to the selected key, and the same to its model. */
    void change(Random random, KeyModel model, long now) {
        long value = random.nextInt(1000);
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                count.update(value);
                model.count = value;
            }
            case 3 -> {
                model.total = new Total(value, -value);
                total.update(new Total(value, -value));
            }
            case 4 -> {
                name.update("name " + value);
                model.name = "name " + value;
            }
            case 5 -> writeNote(model, value);
            case 6, 7 -> {
                lines.add("line " + value);
                model.lines.add("line " + value);
            }
            case 8, 9 -> {
                visits.put("place " + value % 7, value);
                model.visits.put("place " + value % 7, value);
            }
            case 10 -> {
                visits.remove("place " + value % 7);
                model.visits.remove("place " + value % 7);
            }
            case 11 -> {
                brief.update(value);
                model.brief = value;
                model.briefSince = now;
            }
            case 12, 13 -> {
                timers.register(value);
                model.timers.add(value);
            }
            case 14 -> {
                timers.delete(value);
                model.timers.remove(value);
            }
            default -> forget(random, model);
        }
    }

    private void writeNote(KeyModel model, long value) {
        Notes present = notes.value();
        Notes changed = present == null ? new Notes() : present;
        changed.text += value;
        changed.numbers.add(value);
        notes.update(changed);
        model.notes = changed.copy();
    }

    private void forget(Random random, KeyModel model) {
        if (random.nextBoolean()) {
            count.clear();
            model.count = null;
        }
        if (random.nextBoolean()) {
            lines.clear();
            model.lines.clear();
        }
        if (random.nextInt(10) == 0) {
            total.clear();
            name.clear();
            notes.clear();
            visits.clear();
            brief.clear();
            model.clear();
        }
    }

    /** What the selected key has. */
    KeyModel read() {
        KeyModel model = new KeyModel();
        model.count = count.value();
        model.total = total.value();
        model.name = name.value();
        Notes kept = notes.value();
        model.notes = kept == null ? null : kept.copy();
        lines.get().forEach(model.lines::add);
        visits.entries().forEach(entry -> model.visits.put(entry.getKey(), entry.getValue()));
        model.brief = brief.value();
        return model;
    }

    Timers timers() {
        return timers;
    }
}
