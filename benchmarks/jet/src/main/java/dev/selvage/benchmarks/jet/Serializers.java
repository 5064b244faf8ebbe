package dev.selvage.benchmarks.jet;

import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/** Jet's fastest form of serialization for types of ours. */
final class Serializers {

    private Serializers() {}

    static void register(JobConfig job) {
        job.registerSerializer(Event.class, OfEvents.class);
        job.registerSerializer(KeyTotal.class, OfTotals.class);
        job.registerSerializer(JetSource.Position.class, OfPositions.class);
    }

    /** Of what crosses the network. */
    public static final class OfEvents implements StreamSerializer<Event> {
        @Override
        public int getTypeId() {
            return 1;
        }

        @Override
        public void write(ObjectDataOutput output, Event event) throws IOException {
            output.writeLong(event.key());
            output.writeLong(event.value());
            output.writeLong(event.eventTime());
        }

        @Override
        public Event read(ObjectDataInput input) throws IOException {
            return new Event(input.readLong(), input.readLong(), input.readLong());
        }
    }

    /** Of the state. */
    public static final class OfTotals implements StreamSerializer<KeyTotal> {
        @Override
        public int getTypeId() {
            return 2;
        }

        @Override
        public void write(ObjectDataOutput output, KeyTotal total) throws IOException {
            output.writeLong(total.count());
            output.writeLong(total.sum());
        }

        @Override
        public KeyTotal read(ObjectDataInput input) throws IOException {
            return new KeyTotal(input.readLong(), input.readLong());
        }
    }

    /** Of the sources' positions. */
    public static final class OfPositions implements StreamSerializer<JetSource.Position> {
        @Override
        public int getTypeId() {
            return 3;
        }

        @Override
        public void write(ObjectDataOutput output, JetSource.Position position) throws IOException {
            output.writeInt(position.split());
            output.writeLong(position.startMillis());
            output.writeLong(position.records());
        }

        @Override
        public JetSource.Position read(ObjectDataInput input) throws IOException {
            return new JetSource.Position(input.readInt(), input.readLong(), input.readLong());
        }
    }
}
