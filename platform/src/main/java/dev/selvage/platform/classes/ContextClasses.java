package dev.selvage.platform.classes;

/**
 * Which classes libraries find by their names: many look in the context class loader of whatever thread they happen to be called
 * by.
 */
public final class ContextClasses {

    private ContextClasses() {}

    /** Something that is done; what it throws is its caller's. */
    public interface Call<T, E extends Throwable> {
        T call() throws E;
    }

    /** Does it on this thread, with these classes for whoever looks; afterwards the thread is as it was. */
    public static <T, E extends Throwable> T with(ClassLoader classes, Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
