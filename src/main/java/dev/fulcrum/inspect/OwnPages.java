package dev.fulcrum.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Web addresses that are no concern: hosts, with all their pages, and single pages.
 *
 * <p>A host is meant exactly: no subdomain, no port, nothing before an {@code @}.
 */
final class OwnPages implements Exemption {
    private static final Pattern SCHEME = Pattern.compile("^(?i:https?)://");
    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final String BEHIND_HOST = "/?#";
    private static final String BEHIND_ADDRESS = " \t\r\n)\"'<>";

    private final Set<String> hosts = new TreeSet<>();
    private final Set<String> pages = new TreeSet<>();

    OwnPages(List<String> excepted) {
        for (String each : excepted) {
            String address = plain(SCHEME.matcher(each.strip()).replaceFirst(""));
            (address.equals(host(address)) ? hosts : pages).add(address);
        }
    }

    /** Whether a text names a host, or a page on one. */
    static boolean isOne(String text) {
        return HOST.matcher(host(plain(SCHEME.matcher(text.strip()).replaceFirst(""))))
                .matches();
    }

    @Override
    public boolean holds(String text, int start, int end) {
        String stretch = text.substring(start, end);
        int at = stretch.indexOf("//");
        // mark-up of an image may name a second address, and a browser may read a back slash as a slash
        boolean one = at >= 0 && stretch.indexOf("//", at + 2) < 0 && stretch.indexOf('\\') < 0;
        if (!one || (end < text.length() && Script.isWordPart(text.codePointAt(end)))) {
            return false;
        }
        String address = plain(stretch.substring(at + 2, first(stretch, at + 2, BEHIND_ADDRESS)));
        return hosts.contains(host(address)) || pages.contains(address);
    }

    /** With the host in lower case, without a slash at the end. */
    private static String plain(String address) {
        String host = host(address);
        String plain = host.toLowerCase(Locale.ROOT) + address.substring(host.length());
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static String host(String address) {
        return address.substring(0, first(address, 0, BEHIND_HOST));
    }

    private static int first(String text, int from, String anyOf) {
        for (int i = from; i < text.length(); i++) {
            if (anyOf.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
