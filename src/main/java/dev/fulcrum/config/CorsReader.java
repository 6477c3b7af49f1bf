package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import dev.fulcrum.config.GatewayConfig.Cors;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Reads which pages of browsers may call the gateway: {@code cors}; none when the key is not there. */
final class CorsReader {
    private static final String ANY = "*";

    private static final Form<String> ORIGIN = Form.of(
            "the origin of a page, such as https://app.example.com or http://localhost:5173, or `*` for all",
            CorsReader::origin);

    private CorsReader() {}

    static Cors read(Section section) {
        Set<String> origins = new LinkedHashSet<>();
        if (section.isThere()) {
            for (Value item : section.needItems("origins", "at least one origin; leave `cors` out to allow none")) {
                item.read(ORIGIN).ifPresent(origin -> {
                    if (!origins.add(origin)) {
                        item.problem("`" + origin + "` stands in the list twice", "remove one of them");
                    }
                });
            }
        }
        boolean credentials = section.get("credentials", Form.flag(), false);
        Duration maxAge = section.get("max-age", Units.duration("0s", "1d"), Duration.ofMinutes(10));
        if (origins.contains(ANY) && origins.size() > 1) {
            section.problem("origins", "`*` stands beside other origins", "keep `*` alone, or remove it");
        }
        if (origins.contains(ANY) && credentials) {
            section.problem(
                    "credentials",
                    "would let every page act as the person before the browser, since `origins` has `*`",
                    "list the origins, or remove `credentials`");
        }
        section.close();
        return new Cors(origins, credentials, maxAge);
    }

    /** As browsers write it: in lower case, without the port that the scheme has anyway. */
    private static Parsed<String> origin(String text) {
        if (text.equals(ANY)) {
            return Parsed.of(ANY);
        }
        URI uri;
        try {
            uri = new URI(text.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException notAnUri) {
            return Parsed.wrong("is not an origin");
        }
        if (uri.getScheme() == null || uri.getHost() == null || uri.getPort() > 65_535) {
            return Parsed.wrong("is not an origin");
        }
        boolean more = !uri.getRawPath().isEmpty()
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null;
        if (more) {
            return Parsed.wrong("has more than a scheme, a host and a port");
        }
        boolean usual = (uri.getScheme().equals("https") && uri.getPort() == 443)
                || (uri.getScheme().equals("http") && uri.getPort() == 80);
        return Parsed.of(
                uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 || usual ? "" : ":" + uri.getPort()));
    }
}
