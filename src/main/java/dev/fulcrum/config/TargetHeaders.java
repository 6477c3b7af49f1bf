package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what passes between callers and a target besides what always does: {@code headers}, {@code answer-headers} and {@code query}. */
final class TargetHeaders {
    /** The gateway answers for these itself, or they belong to one hop, one account or one browser. */
    private static final Set<String> NEVER = Set.of(
            "accept-encoding",
            "alt-svc",
            "anthropic-api-key",
            "anthropic-organization-id",
            "api-key",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "cookie2",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "idempotency-key",
            "keep-alive",
            "openai-organization",
            "openai-project",
            "origin",
            "set-cookie",
            "set-cookie2",
            "strict-transport-security",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-api-key",
            "x-goog-api-key",
            "x-real-ip");

    private static final List<String> NEVER_PREFIXES =
            List.of("x-fulcrum-", "x-forwarded-", "sec-", "access-control-", "proxy-");

    private static final Form<String> NAME = Form.of(
            "the name of a header, such as x-tenant; keys, cookies and what belongs to one hop never pass", text -> {
                String name = text.toLowerCase(Locale.ROOT);
                if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
                    return Parsed.wrong("is no name of a header");
                }
                boolean never = NEVER.contains(name) || NEVER_PREFIXES.stream().anyMatch(name::startsWith);
                return never ? Parsed.wrong("is a header that never passes") : Parsed.of(name);
            });

    private static final Form<String> PARAMETER = Form.of(
            "the name of a parameter of a query, such as deployment; keys never pass",
            text -> !text.matches("[A-Za-z0-9._~-]{1,64}")
                    ? Parsed.wrong("is no plain name of a parameter")
                    : Addresses.isSecret(text) ? Parsed.wrong("is a parameter that never passes") : Parsed.of(text));

    private TargetHeaders() {}

    /** In lower case. */
    static Set<String> read(Section section, String key) {
        return read(section, key, NAME);
    }

    /** Which parameters of a caller's query pass besides those that always do. */
    static Set<String> query(Section section) {
        return read(section, "query", PARAMETER);
    }

    private static Set<String> read(Section section, String key, Form<String> form) {
        Set<String> names = new LinkedHashSet<>();
        for (Value item : section.items(key)) {
            item.read(form).ifPresent(name -> {
                if (!names.add(name)) {
                    item.problem("`" + name + "` stands in the list twice", "remove one of them");
                }
            });
        }
        return names;
    }
}
