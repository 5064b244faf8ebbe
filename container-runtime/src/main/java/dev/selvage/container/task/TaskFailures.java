package dev.selvage.container.task;

import dev.selvage.container.network.ChannelFailedException;
import dev.selvage.container.operator.OperatorFailure;
import dev.selvage.container.snapshot.DamagedSnapshotException;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Says why a task failed: which operator, which subtask, at which record, and what was thrown. */
final class TaskFailures {
    private TaskFailures() {}

    static Failure of(String subtask, long records, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return new Failure(code(thrown), sentence(subtask, records, thrown), Optional.of(trace.toString()));
    }

    private static String sentence(String subtask, long records, Throwable thrown) {
        if (thrown instanceof OperatorFailure failure) {
            return "Operator '" + failure.operator() + "' failed in " + subtask + " " + moment(failure, records) + ": "
                    + failure.getCause();
        }
        return "Wanted to run " + subtask + ", found after " + records + " records: " + thrown;
    }

    private static String moment(OperatorFailure failure, long records) {
        return failure.moment().isEmpty()
                ? "at its record " + (records + 1)
                : failure.moment() + ", behind " + records + (records == 1 ? " record" : " records");
    }

    /** What user code threw; what else went wrong as it is. */
    static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown instanceof OperatorFailure ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    /** Whether it follows from the failure of another task, which says itself what went wrong. */
    static boolean isAnothers(Throwable thrown) {
        return causeOf(thrown) instanceof ChannelFailedException;
    }

    private static ErrorCode code(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return ErrorCode.OUT_OF_MEMORY;
            } else if (cause instanceof DamagedSnapshotException) {
                return ErrorCode.STATE_DAMAGED;
            }
        }
        return isAnothers(thrown) ? ErrorCode.NEIGHBOUR_LOST : ErrorCode.TASK_FAILED;
    }
}
