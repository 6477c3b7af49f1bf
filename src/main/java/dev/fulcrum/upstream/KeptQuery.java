package dev.fulcrum.upstream;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a caller's query passes to an HTTP target: the parameters that are listed here, and those that its configuration names besides.
 *
 * <p>Everything else stays with the gateway, above all keys. What the target's own url says wins over what the caller says.
 */
final class KeptQuery {
    /** Of the Messages API: SDKs call their beta resources so. */
    private static final Set<String> OF_MESSAGES = Set.of("beta");

    /** Of all others: what clients of Azure add to every call. */
    private static final Set<String> OF_OTHERS = Set.of("api-version");

    private static final int MOST_PARAMETERS = 64;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~%:,+@/-]{0,256}");

    private KeptQuery() {}

    /**
     * The query for a target, encoded as it came; empty when nothing is left.
     *
     * @param path that the gateway serves
     * @param query the caller's
     * @param own that of the target's url
     * @param more names that pass besides
     */
    static String of(String path, String query, String own, Set<String> more) {
        Set<String> usual = path.startsWith("/v1/messages") ? OF_MESSAGES : OF_OTHERS;
        Set<String> said = new HashSet<>();
        for (String parameter : own.split("&", -1)) {
            said.add(name(parameter).toLowerCase(Locale.ROOT));
        }
        StringBuilder kept = new StringBuilder();
        for (String parameter : query.split("&", MOST_PARAMETERS)) {
            String name = name(parameter);
            boolean passes = (usual.contains(name) || more.contains(name))
                    && VALUE.matcher(parameter.substring(Math.min(parameter.length(), name.length() + 1)))
                            .matches();
            // the first of two with one name: no two readers agree about the others
            if (passes && said.add(name.toLowerCase(Locale.ROOT))) {
                kept.append(kept.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return kept.toString();
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }
}
