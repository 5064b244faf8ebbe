package dev.selvage.platform.leadership;

import java.io.IOException;

/** Another term has begun: nothing was changed, and nothing of this one will be changed any more. */
public final class SupersededException extends IOException {

    private static final long serialVersionUID = 1L;

    public SupersededException(String sentence) {
        super(sentence);
    }
}
