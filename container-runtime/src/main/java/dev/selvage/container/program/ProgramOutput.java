package dev.selvage.container.program;

import dev.selvage.api.source.KeptElements;
import dev.selvage.container.codec.Codecs;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Writes objects of a job; records among them as records are written everywhere else. */
final class ProgramOutput extends ObjectOutputStream {
    private final Codecs codecs;

    ProgramOutput(OutputStream out, Codecs codecs) throws IOException {
        super(out);
        this.codecs = codecs;
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object found) {
        return found instanceof KeptElements<?> elements && elements.type().isKnown()
                ? EncodedElements.of(elements, codecs)
                : found;
    }
}
