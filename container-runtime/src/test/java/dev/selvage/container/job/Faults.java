package dev.selvage.container.job;

import java.util.Random;

/** Lets code of a job throw, wherever it asks whether it should; nothing does while nobody wants it to. */
public final class Faults {
    /** One thread runs all of a job. */
    private static final ThreadLocal<Faults> PRESENT = new ThreadLocal<>();

    private final Random random;
    private int left;
    private int thrown;

    private Faults(Random random, int most) {
        this.random = random;
        this.left = most;
    }

    /** What a job that is made to fail fails with. */
    public static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Fault(String where) {
            super("a fault " + where);
        }
    }

    /** From now on this thread's code fails now and then, so often at most; not while somebody is counting on it. */
    public static Faults begin(Random random, int most) {
        Faults faults = new Faults(random, most);
        PRESENT.set(faults);
        return faults;
    }

    /** Nothing fails from here on. */
    public static void end() {
        PRESENT.remove();
    }

    /** A place where the present job may fail; it does so once in so many times. */
    public static void at(String where, int chances) {
        if (happensAt(chances)) {
            throw new Fault(where);
        }
    }

    /** The same, for a fault that is not an exception of this kind. */
    public static boolean happensAt(int chances) {
        Faults faults = PRESENT.get();
        if (faults == null || faults.left == 0 || faults.random.nextInt(chances) > 0) {
            return false;
        }
        faults.left--;
        faults.thrown++;
        return true;
    }

    /** How many there were. */
    public int thrown() {
        return thrown;
    }

    /** Whether a failure is one of these. */
    public static boolean isFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault) {
                return true;
            }
        }
        return false;
    }
}
