package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;

/**
 * Takes in the body of one request, piece by piece. A body that breaks the rules is a problem of its client; an exception of any
 * other kind is ours.
 */
interface BodyReader {

    /** A body that is complete: text or parts, never both. */
    record Body(String text, List<Part> parts) {}

    /** For what nobody wants to read. */
    BodyReader NOWHERE = new BodyReader() {
        @Override
        public void take(ByteBuf piece) {
            // Not looked at.
        }

        @Override
        public Body body() {
            return new Body("", List.of());
        }

        @Override
        public void discard() {
            // There is nothing.
        }
    };

    /** Takes the next piece, all of it. */
    void take(ByteBuf piece) throws HttpProblem, IOException;

    /** Called once all has been taken. */
    Body body() throws HttpProblem;

    /** Gives back whatever the body takes up outside of memory; may be called at any time, and again. */
    void discard();
}
