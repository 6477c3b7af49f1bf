package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request of the comparison.
 *
 * @param name tells it from the others in the report
 * @param admin whether it goes to the admin API, with the first token
 * @param path with its query
 * @param headers besides those that the client sends by itself
 * @param body null for none
 */
record OutsideCall(String name, boolean admin, String method, String path, Map<String, String> headers, String body) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static OutsideCall get(String path, boolean admin) {
        return new OutsideCall("GET " + path, admin, "GET", path, Map.of(), null);
    }

    static OutsideCall post(String name, String path, String body) {
        return new OutsideCall(name, false, "POST", path, Map.of("content-type", "application/json"), body);
    }

    /** The answer as text: the status, the headers in the order of their names, and the body. */
    String send(OutsideHome home) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + (admin ? home.adminPort() : home.port()) + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (admin) {
            request.setHeader("authorization", "Bearer " + home.token());
        }
        HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        StringBuilder text = new StringBuilder().append(answer.statusCode()).append('\n');
        for (Map.Entry<String, List<String>> header :
                new TreeMap<>(answer.headers().map()).entrySet()) {
            header.getValue().forEach(value -> text.append(header.getKey())
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
        return text.append('\n').append(new String(answer.body(), UTF_8)).toString();
    }
}
