package dev.fulcrum.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks every fifth of a second at how many exchanges are under way in a gateway, and how many wait. */
final class PlaceWatch implements AutoCloseable {
    private static final long MILLIS = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final HttpRequest metrics;
    private volatile int mostInFlight;
    private volatile int mostQueued;

    private PlaceWatch(int adminPort) {
        metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/metrics"))
                .build();
    }

    static PlaceWatch start(int adminPort) {
        PlaceWatch watch = new PlaceWatch(adminPort);
        ScheduledFuture<?> unused = watch.thread.scheduleWithFixedDelay(watch::look, 0, MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            String text =
                    client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
            mostInFlight = Math.max(mostInFlight, gauge(text, "fulcrum_gateway_inflight_exchanges "));
            mostQueued = Math.max(mostQueued, gauge(text, "fulcrum_gateway_queued_exchanges "));
        } catch (IOException missed) {
            // looked at again in a moment
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static int gauge(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(0);
    }

    int mostInFlight() {
        return mostInFlight;
    }

    int mostQueued() {
        return mostQueued;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
