package dev.selvage.core.application;

import java.util.Optional;
import java.util.TreeMap;

/** Numbers the jobs of a program in the order in which they are executed. One for each call of {@code main()}. */
public final class JobNumbers {

    private final TreeMap<String, Long> byName = new TreeMap<>();
    private long ofMain;

    /** The next one of {@code main()}'s own thread. */
    public JobPlace nextOfMain() {
        ofMain++;
        return new JobPlace(Optional.empty(), ofMain);
    }

    /** The next one of this name that any other thread executes. */
    public JobPlace nextBesideMain(String name) {
        return new JobPlace(Optional.of(name), byName.merge(name, 1L, Long::sum));
    }
}
