package dev.selvage.platform.program;

/** Comes out of a program's {@code execute()} if its job cannot be run as it is; says why, a sentence for each mistake. */
public final class JobRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public JobRefusedException(String sentences, Throwable cause) {
        super(sentences, cause);
    }

    public String sentences() {
        return String.valueOf(getMessage());
    }
}
