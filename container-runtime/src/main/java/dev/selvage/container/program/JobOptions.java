package dev.selvage.container.program;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a job has chosen for its tasks. It travels with the job's program, so that a job runs the same wherever its tasks do.
 *
 * @param exactlyOnce whether channels wait for the barriers of others
 * @param inlineLimit up to how many bytes a snapshot travels in its handle instead of a file
 * @param mayLeave whether restored state that no operator asks for may be lost
 */
public record JobOptions(boolean exactlyOnce, int inlineLimit, boolean mayLeave) {

    public static JobOptions of(Configuration configuration) {
        return new JobOptions(
                configuration.get(CheckpointOptions.MODE) == CheckpointOptions.Mode.EXACTLY_ONCE,
                (int) configuration.get(CheckpointOptions.INLINE_THRESHOLD).bytes(),
                configuration.get(CheckpointOptions.IGNORE_UNCLAIMED));
    }

    static JobOptions read(DataInputStream in) throws IOException {
        return new JobOptions(in.readBoolean(), in.readInt(), in.readBoolean());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(exactlyOnce);
        out.writeInt(inlineLimit);
        out.writeBoolean(mayLeave);
    }
}
