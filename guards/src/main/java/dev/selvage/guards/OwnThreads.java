package dev.selvage.guards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where threads come from. Executors of the JDK keep what their work throws in futures that nobody asks, so that a process goes
 * on without the work; ours tell the fault handler, which ends it. Only what ships is looked at.
 */
final class OwnThreads {

    private static final String REMEDY =
            ": what its work throws is lost. Use WorkerPool, or Threads for a thread that does"
                    + " one thing for long, both in platform.process; a component belongs on an EventLoop. Where only job-api can be"
                    + " seen, leave threads to the runtime.";

    /** They make the threads of all others. */
    private static final Pattern MAKERS =
            Pattern.compile("platform/src/main/java/dev/selvage/platform/(process/\\w+|loop/EventLoop)\\.java");

    private static final Pattern MAKING = Pattern.compile("Executors\\.new\\w*|Thread\\.new|Timer\\.new"
            + "|(ScheduledThreadPool|ThreadPool)Executor\\.new|ForkJoinPool\\.(new|commonPool)|\\w*\\.parallelStream");

    private OwnThreads() {}

    static List<String> breaches(List<JavaFile> files) {
        List<String> found = new ArrayList<>();
        for (JavaFile file : files) {
            if (file.isTest()
                    || Walls.NEVER_SHIPPED.contains(file.module())
                    || MAKERS.matcher(file.name()).matches()) {
                continue;
            }
            for (JavaFile.Call call : file.calls()) {
                String called = call.receiver() + "." + call.member();
                if (MAKING.matcher(called).matches() || runsInTheCommonPool(call)) {
                    found.add(file.name() + ":" + call.line() + " calls " + called + REMEDY);
                }
            }
            for (JavaFile.Type type : file.types()) {
                if (type.supertypes().contains("Thread")) {
                    found.add(file.name() + ": " + type.name() + " extends Thread" + REMEDY);
                }
            }
        }
        return found;
    }

    /** Without an executor as the last argument. */
    private static boolean runsInTheCommonPool(JavaFile.Call call) {
        return Set.of("supplyAsync", "runAsync").contains(call.member()) && call.arguments() < 2;
    }
}
