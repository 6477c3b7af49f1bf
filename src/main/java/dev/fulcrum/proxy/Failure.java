package dev.fulcrum.proxy;

import java.time.Duration;

/** An exchange that ends as an error of the surface; what the caller is told and what the ledger keeps. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String LEDGER_UNAVAILABLE = "ledger_unavailable";

    /** The longest that clients keep to; a place may come free at any time before. */
    private static final long MOST_OVERLOADED_SECONDS = 60;

    private static final int UNSUPPORTED = 415;

    private final int status;
    private final String type;
    private final String code;
    private final String param;
    private final boolean closes;
    private final long retrySeconds;

    private Failure(int status, String type, String code, String param, String message, boolean closes) {
        this(status, type, code, param, message, closes, status == 503 || status == 429 ? 1 : 0);
    }

    private Failure(
            int status, String type, String code, String param, String message, boolean closes, long retrySeconds) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.closes = closes;
        this.retrySeconds = retrySeconds;
    }

    /** The caller's fault. */
    static Failure ofCaller(int status, String code, String param, String message) {
        return new Failure(status, "invalid_request_error", code, param, message, false);
    }

    /** The caller's fault, and what it still sends will not be read: the connection closes. */
    static Failure unread(int status, String code, String message) {
        return new Failure(status, "invalid_request_error", code, null, message, true);
    }

    /** The body is in a form that the gateway does not take. */
    static Failure unsupported(String code, String message) {
        return new Failure(UNSUPPORTED, "invalid_request_error", code, null, message, false);
    }

    /** The caller has used up a limit of its own. */
    static Failure limited(String kind, String message, long seconds) {
        return new Failure(429, kind, "rate_limit_exceeded", null, message, false, seconds);
    }

    /** What was asked for has happened, and asking again does not change it. */
    static Failure conflict(String code, String message) {
        return new Failure(409, "invalid_request_error", code, null, message, false, -1);
    }

    /** A target's fault. */
    static Failure ofTarget(int status, String code, String message) {
        return new Failure(status, "upstream_error", code, null, message, false);
    }

    /** No target takes an exchange now. */
    static Failure unavailable(String message, Duration pause) {
        return new Failure(503, "upstream_error", "upstream_unavailable", null, message, false, seconds(pause));
    }

    /** Whole seconds after which a pause is over; at least one. */
    private static long seconds(Duration pause) {
        return Math.max(1, (pause.toMillis() + 999) / 1000);
    }

    /** The gateway's own state. */
    static Failure ofGateway(int status, String code, String message) {
        return new Failure(status, "gateway_error", code, null, message, false);
    }

    /** Too many exchanges are under way already; the caller may come back when there is a place again. */
    static Failure overloaded(Duration pause) {
        return new Failure(
                429,
                "gateway_error",
                "overloaded",
                null,
                "too many exchanges are under way in this gateway; try again shortly",
                false,
                Math.min(MOST_OVERLOADED_SECONDS, seconds(pause)));
    }

    /** The exchanges under way hold as many bytes as they may. */
    static Failure full() {
        return ofGateway(
                503,
                "memory_full",
                "the exchanges under way hold as many bytes as limits.held of this gateway allows; try again shortly");
    }

    /** The gateway stops and takes no more exchanges; another one, or the next one, does. */
    static Failure stopping() {
        return new Failure(
                503, "gateway_error", "gateway_stopping", null, "the gateway is stopping; try again shortly", true);
    }

    /** The gateway stopped and could not wait for the exchange any longer. */
    static Failure stopped() {
        return new Failure(
                503, "gateway_error", "gateway_stopped", null, "the gateway stopped before the answer had ended", true);
    }

    /** The ledger could not take the exchange, so nothing of it is released. */
    static Failure unrecorded() {
        return ofGateway(503, LEDGER_UNAVAILABLE, "the exchange could not be put on record, so nothing was released");
    }

    /** The caller left; nobody reads an answer. */
    static Failure callerLeft() {
        return new Failure(499, "gateway_error", "caller_left", null, "the caller closed the connection", true);
    }

    /** The caller took next to nothing of its answer, so that its connection was closed. */
    static Failure callerStalled() {
        return new Failure(
                499,
                "gateway_error",
                "caller_stalled",
                null,
                "the caller hardly took anything of its answer within limits.idle-time, so its connection was closed",
                true);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String code() {
        return code;
    }

    /** The field at fault; null when there is none. */
    String param() {
        return param;
    }

    boolean closes() {
        return closes;
    }

    /** After how many seconds it is worth trying again; 0 when nothing is known of that, below 0 when it never is. */
    long retrySeconds() {
        return retrySeconds;
    }

    /** Whether the caller is told which encodings are taken (RFC 9110, section 12.5.3). */
    boolean tellsEncodings() {
        return status == UNSUPPORTED;
    }

    /** Whether it makes sense to put it on record: not when the ledger itself is what failed. */
    boolean recordable() {
        return !code.equals(LEDGER_UNAVAILABLE);
    }
}
