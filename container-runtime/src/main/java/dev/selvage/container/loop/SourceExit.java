package dev.selvage.container.loop;

import dev.selvage.api.source.SourceOutput;
import dev.selvage.container.time.WatermarkMaker;

/** Where a source's records enter the chain. */
public abstract class SourceExit implements SourceOutput<Object> {
    /** How many records have come, the one that failed not among them. */
    protected long count;

    /** The records that follow are those of the split whose event time this is. */
    public abstract void begin(WatermarkMaker split);

    /** How many records have passed. */
    public final long count() {
        return count;
    }
}
