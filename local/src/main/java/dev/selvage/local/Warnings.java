package dev.selvage.local;

import dev.selvage.platform.logging.LogSetup;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells whoever submits a job what he should know. Where the program configures no logging, Log4j shows errors alone: then it
 * is told on stderr.
 */
final class Warnings {

    private static final Logger LOG = LogManager.getLogger(Warnings.class);

    private Warnings() {}

    /** Tells sentences, each in a line of its own. */
    static void tell(List<String> sentences) {
        if (LogSetup.isSetUp()) {
            sentences.forEach(LOG::warn);
        } else {
            sentences.forEach(sentence -> System.err.println("Warning: " + sentence));
        }
    }
}
