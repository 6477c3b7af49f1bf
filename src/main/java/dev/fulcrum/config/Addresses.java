package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts to listen on and URLs to call. Nothing here asks a name server. */
final class Addresses {
    private static final String DIGITS_AND_DOTS = "[0-9]+(\\.[0-9]+)*";
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final String NAME =
            "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*";

    private static final Pattern SECRET = Pattern.compile(
            "(.*[-_.])?(key|apikey|token|secret|password|signature|sig|code|credential|auth|authorization)");

    private Addresses() {}

    /** A host name, an IPv4 address, or an IPv6 address without brackets. */
    static Form<String> host() {
        return Form.of("a host name or an IP address, such as 127.0.0.1, ::1 or 0.0.0.0", text -> {
            boolean address = isAddress(text);
            boolean fine = address ? isLiteral(text) : text.length() <= 253 && text.matches(NAME);
            return fine ? Parsed.of(text) : Parsed.wrong("is not a host");
        });
    }

    /** Whether only this machine can reach the host; a name other than {@code localhost} counts as outside. */
    static boolean isLoopback(String host) {
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        return isLiteral(host) && literal(host).isLoopbackAddress();
    }

    /** An absolute HTTP URL that carries no credentials; a wrong one is not printed if it might. */
    static Form<URI> url() {
        return Form.of(
                        "an http or https URL without user, query or fragment, such as https://api.openai.com",
                        text -> parseUrl(text, false))
                .shownIf(text -> !text.contains("@") && !text.contains("?"));
    }

    /** The same, which may have a query such as {@code ?api-version=2024-10-21}, though no key in it. */
    static Form<URI> baseUrl() {
        return Form.of(
                        "an http or https URL without user or fragment, such as https://api.openai.com, and no key in its query",
                        text -> parseUrl(text, true))
                .shownIf(text -> !text.contains("@") && !text.contains("?"));
    }

    private static Parsed<URI> parseUrl(String text, boolean mayHaveQuery) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notAnUri) {
            return Parsed.wrong("is not a URL: " + notAnUri.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Parsed.wrong("does not begin with http:// or https://");
        }
        if (uri.getRawUserInfo() != null) {
            return Parsed.wrong("carries a user or a password");
        }
        if (uri.getHost() == null) {
            return Parsed.wrong("names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Parsed.wrong("has a port out of range");
        }
        if (uri.getRawFragment() != null || (uri.getRawQuery() != null && !mayHaveQuery)) {
            return Parsed.wrong("has a query or a fragment");
        }
        return uri.getRawQuery() == null ? Parsed.of(uri) : withQuery(uri);
    }

    /** Whether a parameter of a query holds a key, to judge by its name. */
    static boolean isSecret(String parameter) {
        return SECRET.matcher(parameter.toLowerCase(Locale.ROOT)).matches();
    }

    private static Parsed<URI> withQuery(URI uri) {
        Set<String> names = new HashSet<>();
        for (String parameter : uri.getQuery().split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                return Parsed.wrong("has a parameter without a name in its query");
            }
            if (isSecret(name)) {
                return Parsed.wrong("carries a key in its query: use `key` or `key-file`, and `auth`");
            }
            if (!names.add(name)) {
                return Parsed.wrong("has the parameter `" + name + "` twice in its query");
            }
        }
        return Parsed.of(uri);
    }

    /** Whether it is an IP address and no name. */
    static boolean isAddress(String host) {
        return host.matches(DIGITS_AND_DOTS) || host.contains(":");
    }

    private static boolean isLiteral(String host) {
        return (host.matches(IPV4) || (host.contains(":") && host.matches("[0-9A-Fa-f:.]+"))) && literal(host) != null;
    }

    /** Null when it only looks like an address; a name server is never asked, for the digits have been looked at. */
    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
