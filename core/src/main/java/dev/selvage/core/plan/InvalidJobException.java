package dev.selvage.core.plan;

import java.util.List;

/** A job that cannot be run as its author wrote it; a sentence for each thing that is wrong, with its place. */
public final class InvalidJobException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    public InvalidJobException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
