package dev.selvage.benchmarks.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** One of the two splits, and how far its reader has come. */
record GeneratorSplit(int split, long startMillis, long position) implements SourceSplit {

    @Override
    public String splitId() {
        return String.valueOf(split);
    }

    /** Three numbers. */
    static final class Serializer implements SimpleVersionedSerializer<GeneratorSplit> {

        private static final int BYTES = Integer.BYTES + 2 * Long.BYTES;

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(GeneratorSplit split) {
            return ByteBuffer.allocate(BYTES)
                    .putInt(split.split)
                    .putLong(split.startMillis)
                    .putLong(split.position)
                    .array();
        }

        @Override
        public GeneratorSplit deserialize(int version, byte[] serialized) throws IOException {
            if (serialized.length != BYTES) {
                throw new IOException("Expected " + BYTES + " bytes of a split, but found " + serialized.length + ".");
            }
            ByteBuffer buffer = ByteBuffer.wrap(serialized);
            return new GeneratorSplit(buffer.getInt(), buffer.getLong(), buffer.getLong());
        }
    }
}
