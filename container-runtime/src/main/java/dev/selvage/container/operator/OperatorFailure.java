package dev.selvage.container.operator;

import dev.selvage.container.network.ChannelFailedException;
import java.util.Objects;

/** User code failed: which operator it was, at which moment, and what it threw. The task adds which record it was. */
public final class OperatorFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String ON_A_RECORD = "";

    private final String operator;
    private final String moment;

    private OperatorFailure(String operator, String moment, Throwable cause) {
        super("Operator '" + operator + "' failed" + (moment.isEmpty() ? "" : " " + moment) + ": " + cause, cause);
        this.operator = operator;
        this.moment = moment;
    }

    /** The failure of an operator on a record; one of an operator further down the chain keeps that one's name. */
    public static RuntimeException of(String operator, Throwable thrown) {
        return of(operator, ON_A_RECORD, thrown);
    }

    /** The same at another moment. A channel that broke while user code emitted a record is no failure of that code. */
    static RuntimeException of(String operator, String moment, Throwable thrown) {
        if (thrown instanceof OperatorFailure known) {
            return known;
        } else if (thrown instanceof ChannelFailedException broken) {
            return broken;
        } else if (thrown instanceof TaskStoppedException stopped) {
            return stopped;
        }
        return new OperatorFailure(operator, moment, thrown);
    }

    /** The same failure, of whose moment more is known. */
    OperatorFailure at(String newMoment) {
        return new OperatorFailure(operator, newMoment, Objects.requireNonNull(getCause()));
    }

    public String operator() {
        return operator;
    }

    /** When it was, such as {@code in a timer for 17}; empty if it was on a record of the task's input. */
    public String moment() {
        return moment;
    }
}
