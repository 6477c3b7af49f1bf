package dev.fulcrum.proxy;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.Written;
import dev.fulcrum.upstream.Idleness;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's front: listens, and gives each request to whoever serves its path. One instance an event loop. */
final class ProxyServer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final String CASES = "/v1/cases/";
    private static final String OUTCOMES = "/v1/outcomes";
    private static final String MODELS = "/v1/models";
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT_TOKENS = "/v1/messages/count_tokens";
    private static final String RESPONSES = "/v1/responses/";
    private static final String AZURE = "/openai/";

    /** Of a report, with a note of a thousand characters escaped. */
    private static final int REPORT_BYTES = 16 * 1024;

    /**
     * How the front listens.
     *
     * @param where host, port and TLS
     * @param headerBytes all headers of a request together
     * @param headTime until the first byte of a request has become a whole head
     * @param requestsPerConnection after which a connection is closed
     * @param idleTime until a connection is closed on which no exchange is under way
     * @param lag how late the event loop may be before requests are turned away
     */
    record Settings(
            HttpServerOptions where,
            int headerBytes,
            Duration headTime,
            int requestsPerConnection,
            Duration idleTime,
            Duration lag,
            ConnectionLimit limit) {}

    private final Settings settings;
    private final Proxy.Parts parts;
    private final Gauges gauges;
    private final WrongKeys wrongKeys;
    private final Traffic traffic;
    private final Held held;
    private final BiFunction<Vertx, Entrance, ExchangeHandler> exchangeHandler;
    private final HttpServerOptions options;
    private final Map<HttpConnection, Long> headTimers = new HashMap<>();
    private final Map<String, Surface> surfaces = new HashMap<>();
    private HttpServer server;
    private ExchangeHandler exchanges;
    private ModelList models;
    private CaseReading cases;
    private OutcomeReporting outcomes;
    private TokenCounting counting;

    ProxyServer(
            Settings settings,
            Proxy.Parts parts,
            Gauges gauges,
            WrongKeys wrongKeys,
            Traffic traffic,
            Held held,
            BiFunction<Vertx, Entrance, ExchangeHandler> exchangeHandler) {
        this.settings = settings;
        this.parts = parts;
        this.gauges = gauges;
        this.wrongKeys = wrongKeys;
        this.traffic = traffic;
        this.held = held;
        this.options = options(settings);
        this.exchangeHandler = exchangeHandler;
        parts.surfaces().forEach(surface -> surfaces.put(surface.path(), surface));
    }

    @Override
    public Future<?> start() {
        Entrance entrance = new Entrance(parts.places(), Headroom.watch(vertx, settings.lag()), parts.ledger()::lost);
        exchanges = exchangeHandler.apply(vertx, entrance);
        Surface anthropic = surfaces.getOrDefault(MESSAGES, anySurface());
        models = new ModelList(parts.callers(), wrongKeys, parts.routes(), anySurface(), anthropic);
        SideCalls calls = new SideCalls(vertx, parts.callers(), wrongKeys, entrance, anySurface(), traffic, held);
        cases = new CaseReading(vertx, calls, parts.desk());
        BodyReader reports = new BodyReader(REPORT_BYTES, settings.headTime());
        outcomes = new OutcomeReporting(vertx, parts, calls, reports);
        BodyReader bodies =
                new BodyReader(parts.limits().bodyBytes(), parts.limits().requestTime());
        SideCalls claude = new SideCalls(vertx, parts.callers(), wrongKeys, entrance, anthropic, traffic, held);
        counting = new TokenCounting(claude, bodies, anthropic);
        server = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .exceptionHandler(this::broken)
                .invalidRequestHandler(this::invalid)
                .requestHandler(this::serve);
        return server.listen();
    }

    private static HttpServerOptions options(Settings settings) {
        return new HttpServerOptions(settings.where())
                .setMaxHeaderSize(settings.headerBytes())
                .setMaxInitialLineLength(8192)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                // no web sockets here: spares their handler in front of every request
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true);
    }

    /** Takes new connections with another certificate; those that stand go on. */
    Future<Boolean> useTls(ServerSSLOptions tls) {
        return server.updateSSLOptions(tls, true);
    }

    int port() {
        return server.actualPort();
    }

    /**
     * Gives a connection a time for its first head. Later heads have the idle time, since their client has shown that it can
     * speak.
     */
    private void connected(HttpConnection connection) {
        String address = ConnectionLimit.of(connection.remoteAddress());
        ConnectionLimit.Admission admission = settings.limit().enter(address);
        if (admission != ConnectionLimit.Admission.ADMITTED) {
            gauges.connectionRefused(admission.tag());
            connection.close();
            return;
        }
        RequestDecoder.install(connection, options, settings.requestsPerConnection());
        Idleness.install(connection, settings.idleTime());
        headTimers.put(connection, vertx.setTimer(settings.headTime().toMillis(), id -> {
            headTimers.remove(connection);
            connection.close();
        }));
        connection.closeHandler(closed -> {
            settings.limit().leave(address);
            headArrived(connection);
        });
    }

    private void broken(Throwable cause) {
        LOG.debug("a connection broke: {}", cause.toString());
        if (cause instanceof SSLException) {
            gauges.connectionRefused("handshake");
        }
    }

    private void headArrived(HttpConnection connection) {
        Long timer = headTimers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    private void serve(HttpServerRequest request) {
        headArrived(request.connection());
        String path = ServedPath.of(request.path());
        Surface surface = surfaces.get(path);
        Cors cors = parts.cors();
        cors.answer(request);
        if (cors.refuses(request)) {
            String message = "pages of the origin " + request.getHeader("origin") + " may not call this gateway; its"
                    + " operator lists those that may (cors.origins)";
            Surface errors = surface == null ? anySurface() : surface;
            write(request.response(), errors.error(403, "invalid_request_error", "origin_not_allowed", null, message));
        } else if (cors.asks(request)) {
            cors.tell(request);
        } else if (surface != null) {
            if (request.method().equals(HttpMethod.POST)) {
                exchanges.handle(request, surface);
            } else {
                String message = request.method() + " is not served here; use POST";
                request.response().putHeader("allow", HttpMethod.POST.name());
                write(
                        request.response(),
                        surface.error(405, "invalid_request_error", "method_not_allowed", null, message));
            }
        } else if (path == null) {
            error(request, 400, "bad_request", "the request line has no path");
        } else if (path.equals(OUTCOMES) && request.method().equals(HttpMethod.POST)) {
            outcomes.serve(request);
        } else if (path.equals(COUNT_TOKENS) && request.method().equals(HttpMethod.POST)) {
            counting.serve(request);
        } else if (path.startsWith(RESPONSES)) {
            error(
                    request,
                    404,
                    "not_found",
                    "this gateway keeps no responses, so there is none at " + path
                            + " to fetch, cancel or delete; what a client needs of an answer it has to keep");
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            nothing(request, path);
        } else if (path.equals(MODELS)) {
            models.serve(request);
        } else if (path.startsWith(MODELS + "/")) {
            models.serve(request, path.substring(MODELS.length() + 1));
        } else if (path.startsWith(CASES)) {
            cases.serve(request, path.substring(CASES.length()));
        } else if (path.equals("/healthz")) {
            text(request.response(), 200, "ok");
        } else if (path.equals("/readyz")) {
            String missing = traffic.leaving()
                    ? "the gateway is stopping"
                    : parts.missing().get();
            text(request.response(), missing.isEmpty() ? 200 : 503, missing.isEmpty() ? ready() : missing);
        } else {
            nothing(request, path);
        }
    }

    /** Ready, and what an operator should know all the same. */
    private String ready() {
        Optional<Revision> current = parts.shelf().current();
        List<String> out = current.map(Revision::takenOut).orElse(List.of());
        String pinned = parts.pinned().getAsBoolean()
                ? current.map(it -> "\nrevision " + it.id()
                                + " is pinned: the rules directory has no effect until POST /admin/v1/revisions/unpin")
                        .orElse("")
                : "";
        return "ready" + pinned
                + (out.isEmpty()
                        ? ""
                        : "\nout of evaluation, since they broke again and again: " + String.join(", ", out));
    }

    private Surface anySurface() {
        return parts.surfaces().get(0);
    }

    private void nothing(HttpServerRequest request, String path) {
        String served = path.startsWith(AZURE)
                ? "paths of classic Azure are not served: give the client the base url …/v1, and the model by its name"
                : "this gateway serves " + String.join(", ", new TreeSet<>(surfaces.keySet())) + " and " + MODELS;
        String shown = path.length() <= 200 ? path : path.substring(0, 200) + "…";
        error(request, 404, "not_found", "nothing is served at " + request.method() + " " + shown + "; " + served);
    }

    /** Tells it in the shape of the API that the caller speaks, as far as its path or its headers say. */
    private void error(HttpServerRequest request, int status, String code, String message) {
        String path = request.path() == null ? "" : ServedPath.of(request.path());
        boolean anthropic = path.startsWith(MESSAGES + "/") || request.headers().contains("anthropic-version");
        Surface errors = anthropic ? surfaces.getOrDefault(MESSAGES, anySurface()) : anySurface();
        write(request.response(), errors.error(status, "invalid_request_error", code, null, message));
    }

    static Future<Void> write(HttpServerResponse response, Written written) {
        response.setStatusCode(written.status()).putHeader("content-type", written.contentType());
        return response.end(Buffer.buffer(written.body()));
    }

    /** What is no HTTP at all, or has a head past its limits, is on the record too. */
    private void invalid(HttpServerRequest request) {
        headArrived(request.connection());
        Surface surface = surfaces.getOrDefault(ServedPath.of(path(request)), anySurface());
        Passage passage = new Passage(
                UlidCreator.getMonotonicUlid().toString(),
                surface,
                parts.clock().instant());
        exchanges.refuse(passage, request, InvalidHead.failure(request));
    }

    private static String path(HttpServerRequest request) {
        return request.path() == null ? "" : request.path();
    }

    private static void text(HttpServerResponse response, int status, String text) {
        response.setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(text + "\n");
    }
}
