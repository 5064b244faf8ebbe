package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps a body in memory, and therefore only a small one. */
final class TextReader implements BodyReader {

    private final int longest;
    private final ByteBuf text = Unpooled.buffer(0);

    TextReader(int longest) {
        this.longest = longest;
    }

    @Override
    public void take(ByteBuf piece) throws HttpProblem {
        if (piece.readableBytes() > longest - text.readableBytes()) {
            throw new HttpProblem(
                    413,
                    "Expected at most " + longest
                            + " bytes that are no file, found more: send files as multipart/form-data.");
        }
        text.writeBytes(piece);
    }

    @Override
    public Body body() {
        return new Body(text.toString(StandardCharsets.UTF_8), List.of());
    }

    @Override
    public void discard() {
        // It lies on the heap, and goes with this.
    }
}
