package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A model endpoint over HTTP/1.1, with TLS when its url says https.
 *
 * <p>Each event loop has a pool of its own, because a pool shared by all would hand an exchange a connection that lives
 * on another loop, and every chunk would change threads. A {@link GuardedTarget} bounds the exchanges in flight over all
 * of them. An idle connection is kept for three seconds, which is shorter than any usual server keeps it.
 *
 * <p><b>Sending twice.</b> A model may act on a request, so it is repeated only when the model cannot have read it
 * whole: the pooled connection was closed before the request was given to it, or writing the request to a connection
 * that had served before failed before its last byte. Once every byte is written, a connection that closes without an
 * answer is a failure, even though its server probably closed it while idle.
 */
public final class HttpTarget implements Target {
    private static final int KEEP_ALIVE_SECONDS = 3;
    /** The client gives up so much later than an exchange, whose alarm may ring a little late and which says better what went wrong. */
    private static final long CLIENT_PATIENCE_MILLIS = 100;

    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private final Settings settings;
    private final List<HttpClientAgent> clients;
    private final Map<Thread, HttpClient> clientOfLoop = new ConcurrentHashMap<>();
    private final AtomicInteger assigned = new AtomicInteger();
    private final SocketAddress address;
    /** By the path that a surface asks for; to make one costs as much as to use it. */
    private final Map<String, RequestOptions> requests = new ConcurrentHashMap<>();

    private final KeptHeaders answerHeaders;
    private volatile OutboundHeaders outboundHeaders;

    /** To be called outside of a verticle, or the connections close with that verticle. */
    public HttpTarget(Vertx vertx, Settings settings) {
        this(vertx, settings, UnaryOperator.identity());
    }

    /**
     * The same, trusting and showing other certificates than the platform's.
     *
     * @param tls for {@code https} only
     */
    public HttpTarget(Vertx vertx, Settings settings, ClientSSLOptions tls) {
        this(vertx, settings, options -> options.setKeyCertOptions(tls.getKeyCertOptions())
                .setTrustOptions(tls.getTrustOptions()));
    }

    HttpTarget(Vertx vertx, Settings settings, UnaryOperator<HttpClientOptions> adjust) {
        requireNonNull(vertx);
        this.settings = requireNonNull(settings);
        this.answerHeaders = KeptHeaders.toCaller(settings.passed().toCaller());
        this.outboundHeaders = new OutboundHeaders(
                settings.auth(),
                settings.key(),
                KeptHeaders.toTarget(settings.passed().toTarget()));
        this.address = SocketAddress.inetSocketAddress(settings.port(), settings.host());
        HttpClientOptions options = adjust.apply(options(settings));
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(settings.maxConnections());
        this.clients = IntStream.range(0, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE)
                .mapToObj(loop -> vertx.httpClientBuilder()
                        .with(options)
                        .with(pool)
                        .withConnectHandler(Wire::install)
                        .build())
                .toList();
    }

    private static HttpClientOptions options(Settings settings) {
        int connectMillis = (int) Math.min(Integer.MAX_VALUE, clientPatience(settings));
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setPipelining(false)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false)
                .setSsl(settings.tls());
        options.setConnectTimeout(connectMillis);
        if (settings.tls()) {
            options.setVerifyHost(true).setEnabledSecureTransportProtocols(TLS_VERSIONS);
            options.setSslHandshakeTimeout(connectMillis);
            options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        return options;
    }

    private static long clientPatience(Settings settings) {
        return settings.connectTimeout().toMillis() + CLIENT_PATIENCE_MILLIS;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request) {
        return send(request, null);
    }

    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request, Future<?> gone) {
        EventLoops.current(); // where the exchange lives; a caller elsewhere is told at once
        HttpExchange exchange = new HttpExchange(this, request);
        Future<UpstreamAnswer> answer = exchange.start();
        if (gone != null) {
            gone.onComplete(left -> exchange.leave());
        }
        return answer;
    }

    @Override
    public Future<Void> close() {
        return Future.join(clients.stream().map(HttpClient::close).toList()).mapEmpty();
    }

    /**
     * Sends another key from the next request on.
     *
     * @throws IllegalArgumentException when the target sends no key, or this one cannot be sent; then the old one stays
     */
    public void useKey(String key) {
        Settings.requireKey(settings.auth(), Optional.of(key));
        outboundHeaders = new OutboundHeaders(
                settings.auth(),
                Optional.of(key),
                KeptHeaders.toTarget(settings.passed().toTarget()));
    }

    /** Makes new connections with other certificates; those that stand go on. */
    public Future<Void> useTls(ClientSSLOptions tls) {
        ClientSSLOptions options = tls.copy()
                .setEnabledSecureTransportProtocols(TLS_VERSIONS)
                .setSslHandshakeTimeout(clientPatience(settings))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        return Future.join(clients.stream()
                        .map(client -> client.updateSSLOptions(options, true))
                        .toList())
                .mapEmpty();
    }

    Settings settings() {
        return settings;
    }

    OutboundHeaders outboundHeaders() {
        return outboundHeaders;
    }

    /** Those of the target's headers that the caller gets. */
    KeptHeaders answerHeaders() {
        return answerHeaders;
    }

    /** A request on a connection of the calling event loop; nothing has been sent. */
    Future<HttpClientRequest> request(String path) {
        // queries are the callers', so there is no end of them
        return client().request(path.indexOf('?') < 0 ? requests.computeIfAbsent(path, this::options) : options(path));
    }

    private RequestOptions options(String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(address)
                .setHost(settings.host())
                .setPort(settings.port())
                .setURI(settings.uri(path));
    }

    private HttpClient client() {
        return clientOfLoop.computeIfAbsent(
                Thread.currentThread(), loop -> clients.get(assigned.getAndIncrement() % clients.size()));
    }

    /**
     * Names of what passes besides what always does.
     *
     * @param toTarget of a caller's headers
     * @param toCaller of the target's headers
     * @param query of the parameters of a caller's query
     */
    public record Passed(Set<String> toTarget, Set<String> toCaller, Set<String> query) {
        public static final Passed NONE = new Passed(Set.of(), Set.of(), Set.of());

        public Passed {
            toTarget = Set.copyOf(toTarget);
            toCaller = Set.copyOf(toCaller);
            query = Set.copyOf(query);
        }
    }

    /** How a target's own credentials are sent. */
    public enum Auth {
        /** {@code authorization: Bearer KEY}. */
        BEARER,
        /** {@code x-api-key: KEY}. */
        X_API_KEY,
        /** {@code api-key: KEY}. */
        API_KEY,
        /** The caller's credentials are passed on as they came. */
        CALLER,
        /** No credentials are sent. */
        NONE;

        /** The word in the configuration, such as {@code x-api-key}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean needsKey() {
            return this == BEARER || this == X_API_KEY || this == API_KEY;
        }
    }

    /**
     * Where an HTTP target is and how it is treated.
     *
     * @param name its name in the configuration
     * @param url {@code http} or {@code https}; a path in it stands before the request's. Where that path ends in
     *     {@code /v1} and the request's begins with it, it is written once, so that the base urls of SDKs can be used
     * @param key its own key, which may change later; present exactly when {@code auth} sends one
     * @param connectTimeout for the name's lookup, the connection and the TLS handshake together
     * @param firstByteTimeout from sending the request to the end of the answer's head
     * @param idleTimeout longest silence in the body while the receiver is reading
     * @param maxConnections of each event loop; further exchanges wait, as long as {@code connectTimeout}
     * @param passed what passes besides what always does
     */
    public record Settings(
            String name,
            URI url,
            Optional<String> key,
            Auth auth,
            Duration connectTimeout,
            Duration firstByteTimeout,
            Duration idleTimeout,
            int maxConnections,
            Passed passed) {

        /** @throws IllegalArgumentException naming the setting, what it is and what was expected */
        public Settings {
            requireNonNull(name);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            require(scheme.equals("http") || scheme.equals("https"), "url must begin with http:// or https://: " + url);
            require(url.getHost() != null, "url must name a host: " + url);
            require(url.getRawUserInfo() == null, "url must not hold credentials; use key");
            require(url.getRawFragment() == null, "url must not have a fragment: " + url);
            requireKey(auth, key);
            require(isPositive(connectTimeout), "connectTimeout must be at least 1 ms: " + connectTimeout);
            require(isPositive(firstByteTimeout), "firstByteTimeout must be at least 1 ms: " + firstByteTimeout);
            require(isPositive(idleTimeout), "idleTimeout must be at least 1 ms: " + idleTimeout);
            require(maxConnections > 0, "maxConnections must be at least 1: " + maxConnections);
        }

        static void requireKey(Auth auth, Optional<String> key) {
            require(
                    key.isPresent() == auth.needsKey(),
                    key.isPresent()
                            ? "key must be absent with auth " + auth.id()
                            : "key must be given with auth " + auth.id());
            require(
                    key.isEmpty() || key.get().chars().allMatch(c -> c > ' ' && c < 0x7f),
                    "key must consist of visible ASCII characters without blanks");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }

        private static boolean isPositive(Duration duration) {
            return duration.compareTo(Duration.ofMillis(1)) >= 0;
        }

        boolean tls() {
            return url.getScheme().equalsIgnoreCase("https");
        }

        String host() {
            String host = url.getHost();
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        int port() {
            return url.getPort() >= 0 ? url.getPort() : tls() ? 443 : 80;
        }

        /** What is asked for at the target; what is {@linkplain KeptQuery kept} of the request's query goes before the url's own. */
        String uri(String request) {
            int mark = request.indexOf('?');
            String path = mark < 0 ? request : request.substring(0, mark);
            String query = mark < 0 ? "" : request.substring(mark + 1);
            String own = url.getRawQuery() == null ? "" : url.getRawQuery();
            query = query.isEmpty() ? query : KeptQuery.of(path, query, own, passed.query());
            String all = query.isEmpty() || own.isEmpty() ? query + own : query + "&" + own;
            return TargetPath.of(url, path) + (all.isEmpty() ? "" : "?" + all);
        }

        /** Everything but the key. */
        @Override
        public String toString() {
            return name + " at " + url + ", auth " + auth.id();
        }
    }
}
