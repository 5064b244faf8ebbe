package dev.selvage.client.submit;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many ApplicationMasters YARN shall start, and which failures it shall count.
 *
 * @param keepsContainers whether TaskManagers live on while the next ApplicationMaster starts
 * @param validityMillis after how long a failure is forgotten, or -1
 * @param sentences what a person should know of it
 */
record Attempts(int count, boolean keepsContainers, long validityMillis, List<String> sentences) {

    private static final int WITH_HIGH_AVAILABILITY = 2;

    /** With all that it has to fetch on a busy node; one that dies later than this has been up. */
    private static final long LONGEST_START_MILLIS = 10_000;

    Attempts {
        sentences = List.copyOf(sentences);
    }

    /** What the cluster allows, and who said so. */
    record Limit(int most, String origin) {}

    static Attempts of(Configuration options, boolean highlyAvailable, Limit limit) {
        List<String> sentences = new ArrayList<>();
        int wanted = options.find(YarnOptions.ATTEMPTS).orElse(highlyAvailable ? WITH_HIGH_AVAILABILITY : 1);
        int count = Math.min(wanted, limit.most);
        if (count < wanted) {
            sentences.add(YarnOptions.ATTEMPTS.key() + " would be " + wanted + ", but this cluster allows " + limit.most
                    + " (" + limit.origin + "): the application gets " + count + ".");
        }
        if (count == 1) {
            if (highlyAvailable) {
                sentences.add("There is one attempt only: when the ApplicationMaster dies, whatever it dies of, YARN"
                        + " ends the application and stops its containers.");
            }
            // With one attempt YARN keeps no containers and forgives nothing, whatever else is set.
            return new Attempts(count, false, -1, sentences);
        }
        long validity = options.get(YarnOptions.ATTEMPTS_VALIDITY);
        if (validity > 0 && validity < LONGEST_START_MILLIS) {
            sentences.add(YarnOptions.ATTEMPTS_VALIDITY.key() + " is " + validity
                    + " ms, and an ApplicationMaster may take "
                    + LONGEST_START_MILLIS + " ms to start: one that dies in every start would be started for ever."
                    + " Raise it.");
        }
        // To YARN 0 means never as well.
        return new Attempts(count, highlyAvailable, validity > 0 ? validity : -1, sentences);
    }
}
