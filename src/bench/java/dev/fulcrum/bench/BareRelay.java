package dev.fulcrum.bench;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Set;

/**
 * What a proxy on Vert.x costs at least: a process of its own that passes bodies on in both directions as they come.
 *
 * <p>It reads no JSON, keeps nothing and judges nothing.
 */
final class BareRelay extends VerticleBase {
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "host", "upgrade");

    /** More than any run opens: waiting for a connection would not be the relay's cost. */
    private static final int CONNECTIONS = 20_000;

    private final int port;
    private final int upstreamPort;
    private HttpClient client;

    private BareRelay(int port, int upstreamPort) {
        this.port = port;
        this.upstreamPort = upstreamPort;
    }

    /**
     * Serves until the process is ended.
     *
     * @param arguments the port, and the port of the upstream
     */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int upstreamPort = Integer.parseInt(arguments[1]);
        Servers.run(() -> new BareRelay(port, upstreamPort));
    }

    @Override
    public Future<HttpServer> start() {
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        return vertx.createHttpServer().requestHandler(this::relay).listen(port, "127.0.0.1");
    }

    private void relay(HttpServerRequest request) {
        request.pause();
        RequestOptions target = new RequestOptions()
                .setMethod(request.method())
                .setHost("127.0.0.1")
                .setPort(upstreamPort)
                .setURI(request.uri());
        client.request(target)
                .compose(out -> {
                    copy(request.headers(), out.headers());
                    return out.send(request);
                })
                .compose(answer -> release(answer, request.response()))
                .onFailure(cause -> {
                    if (request.response().headWritten()) {
                        request.connection().close();
                    } else {
                        request.response().setStatusCode(502).end();
                    }
                });
    }

    private static Future<Void> release(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        return response.send(answer);
    }

    private static void copy(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            if (!HOP_BY_HOP.contains(header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }
}
