package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.jobmanager.view.CheckpointView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a checkpoint or savepoint is told. {@code className} is what Flink's own clients tell its three kinds apart by; what only
 * one kind has is left out of the others.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CheckpointReply(
        String className,
        long id,
        String status,
        @JsonProperty("is_savepoint") boolean isSavepoint,
        @JsonProperty("trigger_timestamp") long triggerTimestamp,
        @JsonProperty("latest_ack_timestamp") long latestAckTimestamp,
        @JsonProperty("checkpointed_size") long checkpointedSize,
        @JsonProperty("state_size") long stateSize,
        @JsonProperty("end_to_end_duration") long duration,
        @JsonProperty("alignment_buffered") long alignmentBuffered,
        @JsonProperty("processed_data") long processedData,
        @JsonProperty("persisted_data") long persistedData,
        @JsonProperty("num_subtasks") int subtasks,
        @JsonProperty("num_acknowledged_subtasks") int acknowledged,
        @JsonProperty("checkpoint_type") String checkpointType,
        Map<String, Vertex> tasks,
        @JsonProperty("external_path") Optional<String> externalPath,
        Optional<Boolean> discarded,
        @JsonProperty("failure_timestamp") Optional<Long> failureTimestamp,
        @JsonProperty("failure_message") Optional<String> failureMessage) {

    private static final long NEVER = -1;

    /** What the tasks of a vertex have done for it. */
    record Vertex(
            long id,
            String status,
            @JsonProperty("latest_ack_timestamp") long latestAckTimestamp,
            @JsonProperty("checkpointed_size") long checkpointedSize,
            @JsonProperty("state_size") long stateSize,
            @JsonProperty("end_to_end_duration") long duration,
            @JsonProperty("alignment_buffered") long alignmentBuffered,
            @JsonProperty("processed_data") long processedData,
            @JsonProperty("persisted_data") long persistedData,
            @JsonProperty("num_subtasks") int subtasks,
            @JsonProperty("num_acknowledged_subtasks") int acknowledged) {}

    /**
     * Without what each vertex has done.
     *
     */
    static CheckpointReply inShort(CheckpointView view, long now) {
        return of(view, now, Map.of());
    }

    static CheckpointReply of(CheckpointView view, long now) {
        Map<String, Vertex> tasks = new LinkedHashMap<>();
        view.shares().forEach(share -> tasks.put(share.vertex().toString(), vertex(share, view)));
        return of(view, now, tasks);
    }

    private static Vertex vertex(CheckpointView.Share share, CheckpointView view) {
        boolean isDone = share.acknowledged() == share.tasks();
        return new Vertex(
                view.order().checkpoint().number(),
                isDone ? "COMPLETED" : view.failure().isPresent() ? "FAILED" : "IN_PROGRESS",
                share.lastMillis().orElse(NEVER),
                share.bytes(),
                share.bytes(),
                share.lastMillis().isPresent()
                        ? share.lastMillis().getAsLong() - view.order().triggeredAtMillis()
                        : NEVER,
                0,
                0,
                0,
                share.tasks(),
                share.acknowledged());
    }

    private static CheckpointReply of(CheckpointView view, long now, Map<String, Vertex> tasks) {
        boolean isSavepoint = view.order().kind() == CheckpointKind.SAVEPOINT;
        boolean isOver = view.endedAtMillis().isPresent();
        boolean isFailed = view.failure().isPresent();
        return new CheckpointReply(
                isFailed ? "failed" : isOver ? "completed" : "in_progress",
                view.order().checkpoint().number(),
                isFailed ? "FAILED" : isOver ? "COMPLETED" : "IN_PROGRESS",
                isSavepoint,
                view.order().triggeredAtMillis(),
                view.shares().stream()
                        .map(CheckpointView.Share::lastMillis)
                        .flatMapToLong(OptionalLong::stream)
                        .max()
                        .orElse(NEVER),
                view.bytes(),
                view.bytes(),
                view.durationMillis()
                        .orElseGet(() -> Math.max(0, now - view.order().triggeredAtMillis())),
                0,
                0,
                0,
                view.shares().stream().mapToInt(CheckpointView.Share::tasks).sum(),
                view.shares().stream()
                        .mapToInt(CheckpointView.Share::acknowledged)
                        .sum(),
                isSavepoint ? "SAVEPOINT" : "CHECKPOINT",
                tasks,
                view.reference().map(CheckpointReference::directory),
                view.reference().map(any -> view.deleted()),
                isFailed ? Optional.of(view.endedAtMillis().orElse(NEVER)) : Optional.empty(),
                view.failure().map(Failure::sentence));
    }
}
