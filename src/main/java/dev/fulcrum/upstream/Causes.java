package dev.fulcrum.upstream;

import dev.fulcrum.model.Attempt;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an exception of the HTTP client says about an attempt. */
final class Causes {
    private static final int LONGEST_MESSAGE = 200;

    private Causes() {}

    /** Before the answer's head was there. */
    static UpstreamFailure beforeHead(Throwable thrown, HttpTarget.Settings settings) {
        Throwable cause = bare(thrown);
        String address = settings.host() + ":" + settings.port();
        if (cause instanceof ConnectTimeoutException || cause instanceof TimeoutException) {
            return new UpstreamFailure(
                    Attempt.Outcome.TIMEOUT,
                    "no connection to " + address + " within " + plain(settings.connectTimeout()));
        }
        if (cause instanceof UnknownHostException) {
            return new UpstreamFailure(Attempt.Outcome.UNREACHABLE, "no address found for " + settings.host());
        }
        if (cause instanceof SSLException) {
            return new UpstreamFailure(Attempt.Outcome.UNREACHABLE, "no TLS with " + address + ": " + innermost(cause));
        }
        if (cause instanceof HttpClosedException || cause instanceof PrematureChannelClosureException) {
            return new UpstreamFailure(
                    Attempt.Outcome.UNREACHABLE, address + " closed the connection before it answered");
        }
        if (isTransport(cause)) {
            return new UpstreamFailure(Attempt.Outcome.UNREACHABLE, address + ": " + innermost(cause));
        }
        return new UpstreamFailure(Attempt.Outcome.INVALID, "answered with something that is not HTTP");
    }

    /** While the answer's body was read. */
    static UpstreamFailure inBody(Throwable cause) {
        return isTransport(cause)
                ? new UpstreamFailure(Attempt.Outcome.CUT, "the connection was closed before the answer ended")
                : new UpstreamFailure(Attempt.Outcome.INVALID, "the answer broke off into something that is not HTTP");
    }

    /** Whether the connection broke, as against what came over it. */
    static boolean isTransport(Throwable thrown) {
        Throwable cause = bare(thrown);
        return cause instanceof IOException
                || cause instanceof HttpClosedException
                || cause instanceof StreamResetException
                || cause instanceof PrematureChannelClosureException;
    }

    /**
     * What TLS says, without what Netty puts around it. With TLS 1.3 a target refuses a client's certificate after the client's end
     * of the handshake, so that its alert comes while an answer is decoded.
     */
    private static Throwable bare(Throwable cause) {
        return cause instanceof DecoderException && cause.getCause() instanceof SSLException tls ? tls : cause;
    }

    /** A duration for people, such as {@code 1500 ms}. */
    static String plain(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static String innermost(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
    }
}
