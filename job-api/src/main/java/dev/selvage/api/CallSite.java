package dev.selvage.api;

import java.util.Optional;
import java.util.Set;

/** The line of the program that called the API, so that names and messages lead back to it. */
record CallSite(String className, String place) {
    /** Those that authors call, and what those call. Not the whole package: tests live in it too. */
    private static final Set<String> API = Set.of(
            CallSite.class.getName(),
            FunctionsOnKeys.class.getName(),
            StreamExecutionEnvironment.class.getName(),
            DataStream.class.getName(),
            KeyedStream.class.getName(),
            WindowedStream.class.getName(),
            ConnectedStreams.class.getName());

    private static final CallSite NOWHERE = new CallSite("", "an unknown place");

    static CallSite find() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !API.contains(frame.getClassName()))
                        .findFirst())
                .map(CallSite::of)
                .orElse(NOWHERE);
    }

    private static CallSite of(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        String file = Optional.ofNullable(frame.getFileName()).orElse(name);
        return new CallSite(name, file + ":" + frame.getLineNumber());
    }

    /** The class without its package and without those that it lies in. */
    String programName() {
        String inPackage = className.substring(className.lastIndexOf('.') + 1);
        int nested = inPackage.indexOf('$');
        return nested > 0 ? inPackage.substring(0, nested) : inPackage;
    }
}
