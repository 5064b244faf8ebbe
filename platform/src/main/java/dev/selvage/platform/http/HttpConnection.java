package dev.selvage.platform.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One connection: one request at a time comes in, is handled, and is answered, before the next one is looked at. That keeps the
 * answers in order, and a client that sends much and reads little fills its own buffers instead of ours. Lives in the server's
 * thread; only {@link #finish} and {@link #answered} are called from others.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LogManager.getLogger(HttpConnection.class);

    private static final int LONGEST_LINE = 8 << 10;
    private static final int LONGEST_HEADERS = 16 << 10;
    private static final int LONGEST_PIECE = 64 << 10;

    /** What the connection does. It reads from its socket in all phases but two. */
    private enum Phase {
        AWAITS_REQUEST,
        TAKES_BODY,
        /** It reads nothing: a handler has the word. */
        HANDLES,
        /** It reads nothing: the client has to take the answer first. */
        ANSWERS,
        /**
         * It has answered before all of the request had come, and drops the rest. Closed at once, it would throw the client's
         * unread bytes back at it, and many clients then forget the answer over the broken connection.
         */
        LINGERS,
        OVER
    }

    private final HttpSettings settings;
    private final Router router;
    private final Executor handlers;
    private final Channel channel;
    private final Future<?> watch;
    private Phase phase = Phase.AWAITS_REQUEST;
    private Optional<IncomingRequest> incoming = Optional.empty();
    /** Bytes of the present request's body. */
    private long received;

    /** Whether the present request is one of HEAD. */
    private boolean headOnly;

    private boolean keepAlive;
    /** The server closes. */
    private boolean finishing;

    private long movedNanos = System.nanoTime();

    HttpConnection(HttpSettings settings, Router router, Executor handlers, Channel channel) {
        this.settings = settings;
        this.router = router;
        this.handlers = handlers;
        this.channel = channel;
        long often = settings.stillness().toNanos() / 4;
        this.watch = channel.eventLoop().scheduleWithFixedDelay(this::endIfStill, often, often, TimeUnit.NANOSECONDS);
    }

    /** Becomes the user of its channel; TLS, when it comes, goes before all of these. */
    void install() {
        HttpDecoderConfig strict = new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxChunkSize(LONGEST_PIECE)
                // Bodies whose length is told in two ways, which proxies may see otherwise, are refused.
                .setUseRfc9112TransferEncoding(true)
                .setStrictLineParsing(true);
        channel.pipeline()
                .addLast(
                        new HttpRequestDecoder(strict),
                        new HttpResponseEncoder(),
                        // Holds back what was read already while the channel is told to read nothing.
                        new FlowControlHandler(),
                        new ChunkedWriteHandler(),
                        this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject object) {
        if (phase == Phase.LINGERS || phase == Phase.OVER) {
            return;
        }
        moved();
        if (object.decoderResult().isFailure()) {
            refuse(unreadable(object.decoderResult().cause()));
        } else if (object instanceof io.netty.handler.codec.http.HttpRequest message) {
            begin(message);
        } else if (object instanceof HttpContent piece) {
            takeBody(piece);
        }
    }

    private static HttpProblem unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new HttpProblem(414, "Expected at most " + LONGEST_LINE + " bytes of method, path and query.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            return new HttpProblem(431, "Expected at most " + LONGEST_HEADERS + " bytes of headers.");
        }
        return new HttpProblem(400, "Expected a request as of HTTP/1.1, found one that cannot be understood.");
    }

    private void begin(io.netty.handler.codec.http.HttpRequest message) {
        received = 0;
        try {
            RequestHead head = RequestHead.of(message);
            keepAlive = head.keepAlive();
            headOnly = head.isHead();
            checkLength(head.length());
            incoming = Optional.of(request(head));
            phase = Phase.TAKES_BODY;
            if (head.awaitsContinue()) {
                channel.writeAndFlush(new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER))
                        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
        } catch (HttpProblem e) {
            refuse(e);
        }
    }

    private IncomingRequest request(RequestHead head) throws HttpProblem {
        try {
            return IncomingRequest.of(head, router, settings);
        } catch (HttpProblem e) {
            if (head.awaitsContinue()) {
                throw e;
            }
            return IncomingRequest.refused(head, e);
        }
    }

    private void checkLength(long length) throws HttpProblem {
        if (length > settings.longestRequest()) {
            throw new HttpProblem(
                    413,
                    "Expected a request of at most " + settings.longestRequest() + " bytes, found one of " + length
                            + " or more: send less, or raise rest.server.max-content-length.");
        }
    }

    private void takeBody(HttpContent piece) {
        try {
            received += piece.content().readableBytes();
            checkLength(received);
            IncomingRequest request = incoming.orElseThrow();
            request.take(piece.content());
            if (piece instanceof LastHttpContent) {
                pass(request);
            }
        } catch (HttpProblem e) {
            refuse(e);
        } catch (IOException e) {
            LOG.error("What came with a request cannot be kept in {}", settings.uploads(), e);
            refuse(new HttpProblem(
                    507, "Expected to keep what came with the request, but cannot: the log of this process says why."));
        }
    }

    private void pass(IncomingRequest request) {
        phase = Phase.HANDLES;
        channel.config().setAutoRead(false);
        try {
            handlers.execute(() -> request.handle(this::answered));
        } catch (RejectedExecutionException e) {
            request.abandon();
            answer(Answer.of(new HttpProblem(503, "Expected to answer this, but this process is about to end.")));
        }
    }

    /** Takes the answer from the handler's thread. */
    private void answered(Answer answer) {
        try {
            channel.eventLoop().execute(() -> answer(answer));
        } catch (RejectedExecutionException e) {
            // The server is closed, and its connections with it.
            answer.discard();
        }
    }

    private void answer(Answer answer) {
        if (phase == Phase.OVER) {
            answer.discard();
            return;
        }
        phase = Phase.ANSWERS;
        incoming = Optional.empty();
        moved();
        answer.send(channel, headOnly, finishing || !keepAlive, this::moved).addListener((ChannelFuture sent) -> {
            if (sent.isSuccess() && keepAlive && !finishing) {
                phase = Phase.AWAITS_REQUEST;
                headOnly = false;
                moved();
                channel.config().setAutoRead(true);
            } else {
                end();
            }
        });
    }

    /** Answers at once, though there may be more to come of the request. */
    private void refuse(HttpProblem problem) {
        incoming.ifPresent(IncomingRequest::abandon);
        incoming = Optional.empty();
        phase = Phase.LINGERS;
        Answer.of(problem).send(channel, headOnly, true, () -> {}).addListener((ChannelFuture sent) -> {
            if (sent.isSuccess()) {
                // The client sees that no more will come, takes the answer, and closes; one that does not is closed for
                // stillness.
                ((DuplexChannel) channel).shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            } else {
                end();
            }
        });
    }

    private void moved() {
        movedNanos = System.nanoTime();
    }

    /** Handlers may take their time: it is clients that must not keep a connection for nothing. */
    private void endIfStill() {
        if (phase == Phase.HANDLES) {
            moved();
        } else if (System.nanoTime() - movedNanos > settings.stillness().toNanos()) {
            LOG.debug("The connection of {} ends, since nothing moved on it for {}", channel, settings.stillness());
            end();
        }
    }

    /** Ends it, once the request that is under way is answered. From any thread. */
    void finish() {
        channel.eventLoop().execute(() -> {
            finishing = true;
            if (phase == Phase.AWAITS_REQUEST || phase == Phase.LINGERS) {
                end();
            }
        });
    }

    private void end() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    ChannelFuture closed() {
        return channel.closeFuture();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        phase = Phase.OVER;
        watch.cancel(false);
        incoming.ifPresent(IncomingRequest::abandon);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("The connection of {} broke", channel, cause);
        } else {
            LOG.error("A connection of HTTP met with a bug, and ends", cause);
        }
        end();
    }
}
