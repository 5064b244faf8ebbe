package dev.selvage.platform.zookeeper;

import java.io.IOException;

/** Another term has begun: nothing was changed, and nothing of this one will be changed any more. */
final class SupersededException extends IOException {

    private static final long serialVersionUID = 1L;

    SupersededException(String sentence) {
        super(sentence);
    }
}
