package dev.selvage.core.plan;

import dev.selvage.core.id.SubtaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Finds which subtasks hang together: sets that begin with one subtask each and are joined pair by pair. */
final class SubtaskUnion {

    private final List<SubtaskId> subtasks;
    private final TreeMap<SubtaskId, Integer> places = new TreeMap<>();
    /** For each place another one of the same set, nearer to its first; the first names itself. */
    private final int[] nearer;

    SubtaskUnion(List<SubtaskId> subtasks) {
        this.subtasks = subtasks;
        this.nearer = new int[subtasks.size()];
        for (int place = 0; place < nearer.length; place++) {
            nearer[place] = place;
            places.put(subtasks.get(place), place);
        }
    }

    void join(SubtaskId one, SubtaskId other) {
        int first = firstOf(places.getOrDefault(one, 0));
        int second = firstOf(places.getOrDefault(other, 0));
        nearer[Math.max(first, second)] = Math.min(first, second);
    }

    private int firstOf(int place) {
        int at = place;
        while (nearer[at] != at) {
            nearer[at] = nearer[nearer[at]];
            at = nearer[at];
        }
        return at;
    }

    List<List<SubtaskId>> sets() {
        TreeMap<Integer, List<SubtaskId>> sets = new TreeMap<>();
        for (int place = 0; place < nearer.length; place++) {
            sets.computeIfAbsent(firstOf(place), any -> new ArrayList<>()).add(subtasks.get(place));
        }
        return List.copyOf(sets.values());
    }
}
