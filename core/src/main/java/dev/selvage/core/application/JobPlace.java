package dev.selvage.core.application;

import dev.selvage.core.id.JobId;
import java.util.Optional;

/**
 * The place of a job in its program, by which another attempt knows it again when it calls {@code main()} once more. Jobs that
 * {@code main()}'s own thread executes come in the same order each time, and so are known by their number, whatever they are
 * called and whatever is in them. What other threads execute comes in any order, and is known by its name.
 *
 * @param name of a job that another thread executes
 * @param number from 1, among those of its thread, or of its name
 */
public record JobPlace(Optional<String> name, long number) {

    /** A persistent format: jobs are recorded under what comes out here. */
    public JobId idIn(String application) {
        String place = name.map(given -> number + " named " + given).orElseGet(() -> String.valueOf(number));
        return JobId.derivedFrom("of " + application + ": " + place);
    }

    /** Whether it is the first one that {@code main()} itself executes. */
    public boolean isFirst() {
        return name.isEmpty() && number == 1;
    }

    /** In words. */
    @Override
    public String toString() {
        return name.map(given -> "job " + number + " of the name " + given + ", of a thread beside main()")
                .orElseGet(() -> "job " + number + " of main()");
    }
}
