package dev.selvage.api;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.type.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An operator that the author may still change. */
final class OperatorDraft {
    private final Operation operation;
    private final List<List<Feed>> inputs;
    private final String callSite;
    private Optional<OperatorDraft> enumerator = Optional.empty();

    private String name;
    private DataType<?> outputType;
    private Optional<String> uid = Optional.empty();
    private OptionalInt parallelism = OptionalInt.empty();
    private OptionalInt maxParallelism = OptionalInt.empty();
    private Optional<String> slotSharingGroup = Optional.empty();
    private Chaining chaining = Chaining.ALWAYS;

    /** @param inputs by their numbers, each with the outputs that are united in it */
    OperatorDraft(String name, Operation operation, List<List<Feed>> inputs, DataType<?> outputType, String callSite) {
        this.name = name;
        this.operation = operation;
        this.inputs = List.copyOf(inputs);
        this.outputType = outputType;
        this.callSite = callSite;
    }

    Operation operation() {
        return operation;
    }

    List<List<Feed>> inputs() {
        return inputs;
    }

    String callSite() {
        return callSite;
    }

    String name() {
        return name;
    }

    DataType<?> outputType() {
        return outputType;
    }

    Optional<String> uid() {
        return uid;
    }

    OptionalInt parallelism() {
        return parallelism;
    }

    OptionalInt maxParallelism() {
        return maxParallelism;
    }

    Optional<String> slotSharingGroup() {
        return slotSharingGroup;
    }

    Chaining chaining() {
        return chaining;
    }

    /** For messages: its name, and where it is if its name does not tell. */
    String label() {
        return name.endsWith(callSite) ? name : name + "' at '" + callSite;
    }

    /** What looks for this reader's splits; named after it from here on. */
    void enumeratedBy(OperatorDraft newEnumerator) {
        enumerator = Optional.of(newEnumerator);
    }

    void name(String newName) {
        name = notBlank("name", newName);
        enumerator.ifPresent(splits -> splits.name(ofSplits(newName)));
    }

    void uid(String newUid) {
        uid = Optional.of(notBlank("uid", newUid));
        enumerator.ifPresent(splits -> splits.uid(ofSplits(newUid)));
    }

    void setParallelism(int subtasks) {
        parallelism = OptionalInt.of(Parallelism.check("parallelism of '" + label() + "'", subtasks));
    }

    void setMaxParallelism(int subtasks) {
        maxParallelism = OptionalInt.of(Parallelism.check("highest parallelism of '" + label() + "'", subtasks));
    }

    void slotSharingGroup(String group) {
        slotSharingGroup = Optional.of(notBlank("slot sharing group", group));
        enumerator.ifPresent(splits -> splits.slotSharingGroup(group));
    }

    void chaining(Chaining newChaining) {
        chaining = newChaining;
    }

    void returns(DataType<?> type) {
        outputType = type;
    }

    static String ofSplits(String reader) {
        return reader + ": splits";
    }

    private String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "The " + what + " of '" + label() + "' is empty: give one that people recognize.");
        }
        return value;
    }
}
