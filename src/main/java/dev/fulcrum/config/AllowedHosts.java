package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts that the gateway may call: {@code allowed-hosts}; every host when the key is not there. */
final class AllowedHosts {
    private static final int ANY_PORT = 0;
    private static final Pattern SHAPE =
            Pattern.compile("(?<below>\\*\\.)?(?<host>\\[[0-9A-Fa-f:.]+]|[^:*\\[\\]]+)(:(?<port>[0-9]{1,5}))?");
    private static final Form<Entry> ENTRY = Form.of(
            "a host, `*.` and a domain, or one of them with `:` and a port, such as api.openai.com, *.example.com:8443 or"
                    + " [::1]:8000",
            AllowedHosts::parse);

    private record Entry(boolean below, String host, int port) {
        boolean covers(String called, int calledPort) {
            boolean fits = below ? called.endsWith("." + host) && !Addresses.isAddress(called) : called.equals(host);
            return fits && (port == ANY_PORT || port == calledPort);
        }
    }

    private final Optional<List<Entry>> entries;

    private AllowedHosts(Optional<List<Entry>> entries) {
        this.entries = entries;
    }

    static AllowedHosts read(Section root) {
        if (root.find("allowed-hosts").isEmpty()) {
            return new AllowedHosts(Optional.empty());
        }
        List<Entry> entries = new ArrayList<>();
        root.needItems("allowed-hosts", "at least one host; leave the key out to allow every host")
                .forEach(item -> item.read(ENTRY).ifPresent(entries::add));
        return new AllowedHosts(Optional.of(entries));
    }

    /** Reports a {@code url} of a section whose host may not be called. */
    void check(Section section, URI url) {
        if (entries.isEmpty()) {
            return;
        }
        String host = bare(url.getHost());
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        if (entries.get().stream().noneMatch(entry -> entry.covers(host, port))) {
            section.problem(
                    "url",
                    "the host `" + host + "`, port " + port + ", is not among `allowed-hosts`",
                    "add it there, or call another host");
        }
    }

    private static Parsed<Entry> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Parsed.wrong("is not a host");
        }
        boolean below = parts.group("below") != null;
        String host = bare(parts.group("host"));
        if (Addresses.host().parse().apply(host).value() == null || (below && Addresses.isAddress(host))) {
            return Parsed.wrong("is not a host");
        }
        String port = parts.group("port");
        if (port != null && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > 65_535)) {
            return Parsed.wrong("has a port out of range");
        }
        return Parsed.of(new Entry(below, host, port == null ? ANY_PORT : Integer.parseInt(port)));
    }

    /** In lower case, without the brackets of an address and without the dot that may end a name. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
