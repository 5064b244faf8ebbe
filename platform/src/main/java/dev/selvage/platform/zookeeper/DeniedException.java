package dev.selvage.platform.zookeeper;

import java.io.IOException;

/** ZooKeeper answers, and does not let this process do what it wanted: trying again is of no use. */
final class DeniedException extends IOException {

    private static final long serialVersionUID = 1L;

    DeniedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
