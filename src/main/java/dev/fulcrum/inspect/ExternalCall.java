package dev.fulcrum.inspect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A POST to one service outside, within its time and not at all while it keeps failing. Thread-safe; never blocks.
 *
 * <p>The breaker opens when half of the last {@value #WINDOW} calls failed, of at least {@value #FEWEST_CALLS}, and lets
 * {@value #PROBES} through after ten seconds.
 */
final class ExternalCall {
    private static final int WINDOW = 20;
    private static final int FEWEST_CALLS = 5;
    private static final int PROBES = 2;
    private static final int LONGEST_ANSWER_BYTES = 4 << 20;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ExternalService service;
    private final HttpClient client;
    private final CircuitBreaker breaker;

    ExternalCall(ExternalService service) {
        this.service = service;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(service.timeout())
                .build();
        breaker = CircuitBreaker.of(
                service.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitDurationInOpenState(PAUSE)
                        .build());
    }

    /** The service did not answer with what was asked for; the message is safe to log. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] answer) throws Exception;
    }

    /** Posts JSON and reads the answer; an answer that cannot be read counts as a failure of the service too. */
    <T> CompletableFuture<T> send(byte[] question, Reader<T> reader) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(new Refused("not asked, it failed too often"));
        }
        long begun = breaker.getCurrentTimestamp();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request(question), head -> new LimitedBody(LONGEST_ANSWER_BYTES));
        return exchange.copy()
                .orTimeout(service.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(response -> read(response, reader))
                .whenComplete((answer, failure) -> {
                    long taken = breaker.getCurrentTimestamp() - begun;
                    if (failure == null) {
                        breaker.onSuccess(taken, breaker.getTimestampUnit());
                    } else {
                        exchange.cancel(true);
                        breaker.onError(taken, breaker.getTimestampUnit(), failure);
                    }
                });
    }

    private HttpRequest request(byte[] question) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.url())
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question));
        service.key().ifPresent(key -> request.header("authorization", "Bearer " + key));
        return request.build();
    }

    private static <T> T read(HttpResponse<byte[]> response, Reader<T> reader) {
        try {
            if (response.statusCode() != 200) {
                throw new Refused("answered " + response.statusCode());
            }
            return reader.read(response.body());
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
