package dev.fulcrum.inspect;

import java.util.List;

/**
 * The shape of one provider's API keys: a prefix, then a token of certain characters and length.
 *
 * @param prefix as the provider writes it, upper and lower case apart
 * @param signs what the token may contain besides letters and digits
 * @param shortest fewest characters behind the prefix
 * @param longest most characters behind the prefix
 */
record ApiKey(String prefix, String signs, int shortest, int longest) implements SecretDetector.Secret {

    /** Prefixes and lengths as providers document them, or as their secret scanning programmes do. */
    static final List<ApiKey> KNOWN = List.of(
            // OpenAI (sk-, sk-proj-, sk-svcacct-) and Anthropic (sk-ant-), and the many that follow them
            new ApiKey("sk-", "-_", 20, 256),
            // AWS access keys, long-lived and temporary
            new ApiKey("AKIA", "", 16, 16),
            new ApiKey("ASIA", "", 16, 16),
            // GitHub: personal, OAuth, user-to-server, server-to-server, refresh, fine-grained
            new ApiKey("ghp_", "", 36, 251),
            new ApiKey("gho_", "", 36, 251),
            new ApiKey("ghu_", "", 36, 251),
            new ApiKey("ghs_", "", 36, 251),
            new ApiKey("ghr_", "", 36, 251),
            new ApiKey("github_pat_", "_", 40, 251),
            // Google
            new ApiKey("AIza", "-_", 35, 35),
            // Slack
            new ApiKey("xoxb-", "-", 16, 251),
            new ApiKey("xoxa-", "-", 16, 251),
            new ApiKey("xoxp-", "-", 16, 251),
            new ApiKey("xoxr-", "-", 16, 251),
            new ApiKey("xoxs-", "-", 16, 251),
            // Stripe, live mode: secret and restricted
            new ApiKey("sk_live_", "", 16, 251),
            new ApiKey("rk_live_", "", 16, 251),
            // Alibaba Cloud access key ids
            new ApiKey("LTAI", "", 12, 26),
            // Hugging Face
            new ApiKey("hf_", "", 30, 60));

    @Override
    public void look(String text, int start, int end, SecretDetector.Found found) {
        if (!text.startsWith(prefix, start) || (start > 0 && isInside(text.charAt(start - 1)))) {
            return;
        }
        int from = start + prefix.length();
        int limit = Math.min(text.length(), from + longest);
        boolean letters = false;
        boolean digits = false;
        int i = from;
        while (i < limit && belongs(text.charAt(i))) {
            letters |= Script.isAsciiLetter(text.charAt(i));
            digits |= Script.isDigit(text.charAt(i));
            i++;
        }
        boolean cut = i < text.length() && belongs(text.charAt(i));
        // words with hyphens, such as class names of a style sheet, have no digits
        if (i - from >= shortest && !cut && letters && digits) {
            found.secret(start, i);
        }
    }

    private boolean isInside(char before) {
        return belongs(before) || before == '_';
    }

    private boolean belongs(char unit) {
        return Script.isAsciiLetterOrDigit(unit) || signs.indexOf(unit) >= 0;
    }
}
