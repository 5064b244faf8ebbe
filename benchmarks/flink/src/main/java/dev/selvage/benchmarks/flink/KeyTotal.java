package dev.selvage.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** What W1 and W5 keep per key, and give out; a value type for the same reason as {@link Event}. */
public final class KeyTotal implements CopyableValue<KeyTotal> {

    private static final int LENGTH = 3 * Long.BYTES;

    public long key;
    public long count;
    public long sum;

    public KeyTotal() {}

    KeyTotal(long key) {
        this.key = key;
    }

    @Override
    public int getBinaryLength() {
        return LENGTH;
    }

    @Override
    public void copyTo(KeyTotal target) {
        target.key = key;
        target.count = count;
        target.sum = sum;
    }

    @Override
    public KeyTotal copy() {
        KeyTotal copy = new KeyTotal(key);
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, LENGTH);
    }

    @Override
    public void write(DataOutputView output) throws IOException {
        output.writeLong(key);
        output.writeLong(count);
        output.writeLong(sum);
    }

    @Override
    public void read(DataInputView input) throws IOException {
        key = input.readLong();
        count = input.readLong();
        sum = input.readLong();
    }
}
