package dev.selvage.container.state;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.state.table.FrozenTable;
import java.util.List;

/**
 * All keyed state of an operator as it was at one moment, for the thread that writes it out.
 *
 * @param now what time it was: values that had expired by then are not written
 */
public record FrozenKeyedStates(Codec<?> keyCodec, int maxParallelism, long now, List<Section> sections) {

    public FrozenKeyedStates {
        sections = List.copyOf(sections);
    }

    /**
     * The states proper, or the timers of one clock, whose rows have no values.
     *
     * @param slice when the slice of time begins that has this table; zero if there are no slices
     */
    public record Section(String name, long slice, FrozenTable table, List<StateColumn<?>> columns) {

        public Section {
            columns = List.copyOf(columns);
        }
    }

    /** Says that nothing is read any more. */
    public void done() {
        sections.forEach(section -> section.table().done());
    }
}
