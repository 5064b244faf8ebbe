package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One request from its head to its answer. The connection's thread takes in its body; then either a thread of the handlers answers
 * it or the connection abandons it, whichever comes first, and deletes the files that came with it.
 */
final class IncomingRequest {

    private static final Logger LOG = LogManager.getLogger(IncomingRequest.class);

    private final RequestHead head;
    private final Router.Match match;
    private final BodyReader body;
    private final AtomicBoolean taken = new AtomicBoolean();

    private IncomingRequest(RequestHead head, Router.Match match, BodyReader body) {
        this.head = head;
        this.match = match;
        this.body = body;
    }

    /** A request that has a route, and a body that can be read. */
    static IncomingRequest of(RequestHead head, Router router, HttpSettings settings) throws HttpProblem {
        Router.Match match = router.find(head.method(), head.path());
        HeaderParameters type = head.contentType();
        BodyReader body = HttpHeaderValues.MULTIPART_FORM_DATA.contentEquals(type.value())
                ? FormReader.of(type, settings.uploads())
                : new TextReader(settings.longestText());
        return new IncomingRequest(head, match, body);
    }

    /** A request that comes to nothing. Its body is taken in all the same, because the next request stands behind it. */
    static IncomingRequest refused(RequestHead head, HttpProblem problem) {
        Route nowhere = new Route(head.method(), "/", request -> {
            throw problem;
        });
        return new IncomingRequest(head, new Router.Match(nowhere, Map.of()), BodyReader.NOWHERE);
    }

    /** Takes the next piece of the body. */
    void take(ByteBuf piece) throws HttpProblem, IOException {
        body.take(piece);
    }

    /** Answers it, unless it was abandoned. There is always an answer; an error goes on to whoever looks after the thread. */
    void handle(Consumer<Answer> sender) {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        Answer answer = Answer.of(fault());
        try {
            answer = answer();
        } finally {
            body.discard();
            sender.accept(answer);
        }
    }

    private Answer answer() {
        try {
            return Answer.of(reply());
        } catch (Exception e) {
            LOG.error("A request for {} failed; its client was told no more than that.", match.route(), e);
            return Answer.of(fault());
        }
    }

    private static HttpProblem fault() {
        return new HttpProblem(
                500, "Expected to answer this, but something failed in here: the log of this process says what.");
    }

    private HttpReply reply() throws Exception {
        try {
            BodyReader.Body complete = body.body();
            return match.route()
                    .handler()
                    .handle(new HttpRequest(
                            head.method(),
                            head.target(),
                            match.parameters(),
                            head.query(),
                            head.headers(),
                            complete.text(),
                            complete.parts()));
        } catch (HttpProblem e) {
            return e.reply();
        }
    }

    /** Nobody waits for the answer any more. */
    void abandon() {
        if (taken.compareAndSet(false, true)) {
            body.discard();
        }
    }
}
