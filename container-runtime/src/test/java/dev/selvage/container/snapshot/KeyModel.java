package dev.selvage.container.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that one key ought to have. */
final class KeyModel {
    /** A value of fixed width. */
    record Total(long count, long sum) {}

    /** A value that changes in place. */
    static final class Notes {
        String text = "";
        List<Long> numbers = new ArrayList<>();

        Notes copy() {
            Notes copy = new Notes();
            copy.text = text;
            copy.numbers = new ArrayList<>(numbers);
            return copy;
        }
    }

    @Nullable
    Long count;

    @Nullable
    Total total;

    @Nullable
    String name;

    @Nullable
    Notes notes;

    @Nullable
    Long brief;

    long briefSince;
    final List<String> lines = new ArrayList<>();
    final Map<String, Long> visits = new TreeMap<>();
    final TreeSet<Long> timers = new TreeSet<>();

    void clear() {
        total = null;
        name = null;
        notes = null;
        brief = null;
        visits.clear();
    }

    KeyModel copy() {
        KeyModel copy = new KeyModel();
        copy.count = count;
        copy.total = total;
        copy.name = name;
        copy.notes = notes == null ? null : notes.copy();
        copy.brief = brief;
        copy.briefSince = briefSince;
        copy.lines.addAll(lines);
        copy.visits.putAll(visits);
        copy.timers.addAll(timers);
        return copy;
    }

    /** All but timers, at a time. */
    String text(long now) {
        Long seen = now - briefSince < CountingSubtask.LIFE ? brief : null;
        String noted = notes == null ? "nothing" : notes.text + notes.numbers;
        return count + " " + total + " " + name + " " + noted + " " + lines + " " + visits + " " + seen;
    }
}
