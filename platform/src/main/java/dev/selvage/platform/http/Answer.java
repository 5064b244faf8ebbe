package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedStream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A reply that is ready to be sent: what could fail in it has not, so that only the connection still can. Made by any thread, then
 * sent or discarded once, in the connection's.
 */
final class Answer {

    /** How much of a reply lies in the socket's buffer at a time, however long it is and however slowly it is read. */
    private static final int PIECE = 64 << 10;

    /** Unlike the JDK's own, with two digits for the day. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final HttpResponse head;
    /** As Netty sends it. */
    private final Object content;

    private Answer(HttpReply reply, String type, long length, Object content) {
        this.head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        this.content = content;
        if (!type.isEmpty()) {
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
            // A browser must not take for a page what we say is none.
            head.headers().set("X-Content-Type-Options", "nosniff");
        }
        reply.headers().forEach(head.headers()::set);
        HttpUtil.setContentLength(head, length);
    }

    static Answer of(HttpReply reply) throws IOException {
        HttpReply.Content content = reply.content();
        if (content instanceof HttpReply.Json json) {
            return bytes(reply, "application/json; charset=UTF-8", ByteBuffer.wrap(JsonFormat.write(json.value())));
        } else if (content instanceof HttpReply.Bytes bytes) {
            return bytes(reply, bytes.type(), bytes.bytes());
        } else if (content instanceof HttpReply.File file) {
            return file(reply, file);
        }
        return bytes(reply, "", ByteBuffer.allocate(0));
    }

    /** Never fails: sentences can always be written. */
    static Answer of(HttpProblem problem) {
        try {
            return of(problem.reply());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer bytes(HttpReply reply, String type, ByteBuffer bytes) {
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        return new Answer(
                reply, type, content.readableBytes(), new ChunkedStream(new ByteBufInputStream(content), PIECE));
    }

    private static Answer file(HttpReply reply, HttpReply.File file) throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        try {
            long length = channel.size();
            return new Answer(reply, file.type(), length, new DefaultFileRegion(channel, 0, length));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends it.
     *
     * @param headOnly for the method HEAD
     * @param last whether the connection ends with it
     * @param moved told whenever the client has taken some of it
     */
    ChannelFuture send(Channel channel, boolean headOnly, boolean last, Runnable moved) {
        HttpUtil.setKeepAlive(head, !last);
        head.headers().set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        Future<?> unused = channel.write(head, channel.voidPromise());
        if (headOnly) {
            discard();
        } else {
            channel.write(content, channel.newProgressivePromise()).addListener(new ChannelProgressiveFutureListener() {
                @Override
                public void operationProgressed(ChannelProgressiveFuture sending, long progress, long total) {
                    moved.run();
                }

                @Override
                public void operationComplete(ChannelProgressiveFuture sending) {
                    // The end of the reply, which is written next, tells.
                }
            });
        }
        return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Nobody wants it any more. */
    void discard() {
        ReferenceCountUtil.release(content);
    }
}
