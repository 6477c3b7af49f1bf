package dev.fulcrum.upstream;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a target has what the gateway serves under {@code /v1/…}.
 *
 * <p>The url of a target is what its vendor tells people to set as the base url of an SDK, or the server's root. Those of OpenAI hold the version,
 * wherever the vendor put it, and the SDK adds {@code /chat/completions}: {@code …/v1}, {@code …/v1beta/openai}, {@code …/api/paas/v4},
 * {@code …/openai/deployments/NAME}. Those of Anthropic do not, and the SDK adds {@code /v1/messages}.
 */
final class TargetPath {
    private static final Pattern VERSIONED =
            Pattern.compile("(?:/.*)?/(?:v[0-9](?:(?:alpha|beta)[0-9]*)?(?:/.*)?|deployments/[^/]+)");
    private static final String VERSION = "/v1";

    private TargetPath() {}

    /** @param path that the gateway serves */
    static String of(URI url, String path) {
        String prefix = url.getRawPath() == null ? "" : url.getRawPath();
        while (prefix.endsWith("/")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        boolean versioned = path.startsWith(VERSION + "/messages")
                ? prefix.endsWith(VERSION)
                : VERSIONED.matcher(prefix).matches();
        return versioned && path.startsWith(VERSION + "/") ? prefix + path.substring(VERSION.length()) : prefix + path;
    }
}
