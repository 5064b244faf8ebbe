package dev.selvage.container.loop;

import dev.selvage.api.function.KeySelector;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.state.KeyedStore;
import dev.selvage.container.time.WatermarkMaker;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Makes loops and exits. The subtasks of one place in a job share a copy of the code, and no other place does. */
public final class Loops {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<BatchLoop> OBJECTS = Template.of(HERE, ObjectsLoop.class);
    private static final Template<BatchLoop> KEYED = Template.of(HERE, KeyedLoop.class);
    private static final Template<SourceExit> PLAIN = Template.of(HERE, PlainExit.class);
    private static final Template<SourceExit> STAMPING = Template.of(HERE, StampingExit.class);

    private Loops() {}

    /** A loop over records without keys. */
    public static BatchLoop objects(JobCode code, Object where, Receiver receiver) {
        return code.make(where, OBJECTS, receiver);
    }

    /**
     * A loop over keyed records.
     *
     * @param keys selects a record's key; null where its hash gives it back
     */
    public static BatchLoop keyed(
            JobCode code,
            Object where,
            Receiver receiver,
            KeyedStore store,
            @Nullable KeySelector<Object, Object> keys) {
        return code.make(where, KEYED, receiver, store, keys);
    }

    /** A source's way into its chain. */
    public static SourceExit exit(JobCode code, Object where, Receiver receiver, WatermarkStrategy<Object> strategy) {
        if (strategy.outOfOrdernessMillis().isEmpty() && !strategy.assignsTimestamps()) {
            return code.make(where, PLAIN, receiver);
        }
        return code.make(where, STAMPING, receiver, strategy.timestampAssigner(), new WatermarkMaker(strategy));
    }
}
