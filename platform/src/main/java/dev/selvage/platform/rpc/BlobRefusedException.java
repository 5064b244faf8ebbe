package dev.selvage.platform.rpc;

import java.io.IOException;

/** A leader that is there cannot give what it is asked for, and says why. */
public final class BlobRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    BlobRefusedException(String sentence) {
        super(sentence);
    }
}
