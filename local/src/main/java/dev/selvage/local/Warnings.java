package dev.selvage.local;

import dev.selvage.platform.logging.LogSetup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells whoever submits a job what he should know. Where the program configures no logging, Log4j shows errors alone: then it
 * is told on stderr. The command line's configuration of Log4j shows what this class warns of on the terminal. Any thread may call.
 */
final class Warnings {

    private static final Logger LOG = LogManager.getLogger(Warnings.class);

    /** A program of several jobs reads the same configuration for each: nobody has to be told twice. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Warnings() {}

    /** Tells sentences, each in a line of its own. */
    static void tell(List<String> sentences) {
        if (LogSetup.isSetUp()) {
            sentences.stream().filter(TOLD::add).forEach(LOG::warn);
        } else {
            sentences.forEach(sentence -> System.err.println("Warning: " + sentence));
        }
    }
}
