package dev.selvage.container.operator;

/** User code failed: which operator it was, and what it threw. The task adds which record it was. */
public final class OperatorFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operator;

    private OperatorFailure(String operator, Throwable cause) {
        super("Operator '" + operator + "' failed: " + cause, cause);
        this.operator = operator;
    }

    /** The failure of an operator; one of an operator further down the chain keeps that one's name. */
    public static RuntimeException of(String operator, Throwable thrown) {
        if (thrown instanceof OperatorFailure known) {
            return known;
        }
        return new OperatorFailure(operator, thrown);
    }

    public String operator() {
        return operator;
    }
}
