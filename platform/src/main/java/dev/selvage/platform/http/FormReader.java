package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code multipart/form-data} as it comes in, and puts every part into a file of its own, so that a jar of hundreds of
 * megabytes takes no more memory than a small one. A form looks like this, with a line break before each boundary but the first:
 *
 * <pre>
 * --boundary
 * Content-Disposition: form-data; name="jarfile"; filename="job.jar"
 * Content-Type: application/java-archive
 *
 * (the bytes)
 * --boundary--
 * </pre>
 */
final class FormReader implements BodyReader {

    /** More than any form of ours has, and far from what would exhaust a disk's inodes. */
    private static final int MOST_PARTS = 128;

    private static final int LONGEST_HEADERS = 8 << 10;
    private static final int LONGEST_BOUNDARY = 70;
    private static final ByteBuf HEADERS_END = ascii("\r\n\r\n");

    /** What comes next. */
    private enum Next {
        /** What lies before the first boundary, which nobody reads. */
        PREAMBLE,
        /** The two characters behind a boundary: a line break, or the end's dashes. */
        AFTER_BOUNDARY,
        HEADERS,
        CONTENT,
        /** What lies behind the last boundary, which nobody reads either. */
        EPILOGUE
    }

    private final Path directory;
    private final ByteBuf boundary;
    /** What came and is not yet understood: never more than a piece and a part's headers. */
    private final ByteBuf unread = Unpooled.buffer();

    private final List<PartFile> files = new ArrayList<>();
    private Next next = Next.PREAMBLE;

    private FormReader(String boundary, Path directory) {
        this.directory = directory;
        this.boundary = ascii("\r\n--" + boundary);
        // The first boundary then looks like all others.
        unread.writeBytes(ascii("\r\n"));
    }

    /** Reads a form whose request has this content type. */
    static FormReader of(HeaderParameters contentType, Path directory) throws HttpProblem {
        String boundary = contentType.parameter("boundary").orElse("");
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw malformed("a boundary of 1 to " + LONGEST_BOUNDARY + " characters in Content-Type");
        }
        return new FormReader(boundary, directory);
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)))
                .asReadOnly();
    }

    private static HttpProblem malformed(String wanted) {
        return new HttpProblem(400, "Expected a form (multipart/form-data) with " + wanted + ".");
    }

    @Override
    public void take(ByteBuf piece) throws HttpProblem, IOException {
        unread.discardReadBytes().writeBytes(piece);
        boolean understood = true;
        while (understood) {
            understood = switch (next) {
                case PREAMBLE, CONTENT -> readToBoundary();
                case AFTER_BOUNDARY -> readAfterBoundary();
                case HEADERS -> readHeaders();
                case EPILOGUE -> skipAll();
            };
        }
    }

    /** False if more has to come first, as for all of these. */
    private boolean readToBoundary() throws IOException {
        int found = ByteBufUtil.indexOf(boundary, unread);
        boolean complete = found >= 0;
        // The last bytes may be the beginning of a boundary.
        int length = complete
                ? found - unread.readerIndex()
                : Math.max(0, unread.readableBytes() - (boundary.readableBytes() - 1));
        ByteBuf bytes = unread.readSlice(length);
        if (next == Next.CONTENT) {
            files.get(files.size() - 1).write(bytes);
        }
        if (complete) {
            if (next == Next.CONTENT) {
                files.get(files.size() - 1).complete();
            }
            unread.skipBytes(boundary.readableBytes());
            next = Next.AFTER_BOUNDARY;
        }
        return complete;
    }

    private boolean readAfterBoundary() throws HttpProblem {
        if (unread.readableBytes() < 2) {
            return false;
        }
        String two = unread.toString(unread.readerIndex(), 2, StandardCharsets.ISO_8859_1);
        switch (two) {
            case "--" -> next = Next.EPILOGUE;
            // It stays unread: headers end at two line breaks, and if there are none, this is the first of the two.
            case "\r\n" -> next = Next.HEADERS;
            default -> throw malformed("a line break or two dashes after each boundary");
        }
        return true;
    }

    private boolean readHeaders() throws HttpProblem, IOException {
        int end = ByteBufUtil.indexOf(HEADERS_END, unread);
        int length = (end >= 0 ? end : unread.writerIndex()) - unread.readerIndex();
        if (length > LONGEST_HEADERS) {
            throw malformed("at most " + LONGEST_HEADERS + " bytes of headers for each part");
        }
        if (end < 0) {
            return false;
        }
        String headers = unread.readCharSequence(length, StandardCharsets.UTF_8).toString();
        unread.skipBytes(HEADERS_END.readableBytes());
        HeaderParameters disposition = header(headers, "Content-Disposition", "");
        String name = disposition
                .parameter("name")
                .filter(found -> disposition.value().equals("form-data"))
                .orElseThrow(() -> malformed("Content-Disposition: form-data and a name for each part"));
        if (files.size() == MOST_PARTS) {
            throw malformed("at most " + MOST_PARTS + " parts");
        }
        files.add(PartFile.create(
                directory,
                name,
                PartFile.plainName(disposition.parameter("filename").orElse("")),
                header(headers, "Content-Type", "text/plain").header()));
        next = Next.CONTENT;
        return true;
    }

    private static HeaderParameters header(String headers, String name, String otherwise) {
        return new HeaderParameters(headers.lines()
                .map(line -> line.split(":", 2))
                .filter(line -> line.length == 2 && line[0].strip().equalsIgnoreCase(name))
                .map(line -> line[1].strip())
                .findFirst()
                .orElse(otherwise));
    }

    private boolean skipAll() {
        unread.skipBytes(unread.readableBytes());
        return false;
    }

    @Override
    public Body body() throws HttpProblem {
        if (next != Next.EPILOGUE) {
            throw malformed("a last boundary that ends in two dashes");
        }
        return new Body("", files.stream().map(PartFile::part).toList());
    }

    @Override
    public void discard() {
        files.forEach(PartFile::delete);
        files.clear();
    }
}
