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
            new ApiKey("xapp-", "-", 16, 251),
            // Stripe: secret and restricted keys, and what signs its webhooks
            new ApiKey("sk_live_", "", 16, 251),
            new ApiKey("rk_live_", "", 16, 251),
            new ApiKey("sk_test_", "", 16, 251),
            new ApiKey("rk_test_", "", 16, 251),
            new ApiKey("whsec_", "", 24, 251),
            // Alibaba Cloud and Tencent Cloud access key ids
            new ApiKey("LTAI", "", 12, 26),
            new ApiKey("AKID", "", 28, 64),
            // Hugging Face
            new ApiKey("hf_", "", 30, 60),
            // Google OAuth: client secrets and access tokens
            new ApiKey("GOCSPX-", "-_", 20, 60),
            new ApiKey("ya29.", "-_.", 20, 1024),
            // GitLab: personal, deploy, runner, job
            new ApiKey("glpat-", "-_.", 20, 300),
            new ApiKey("gldt-", "-_", 20, 300),
            new ApiKey("glrt-", "-_.", 20, 300),
            new ApiKey("glcbt-", "-_", 20, 300),
            // npm and PyPI
            new ApiKey("npm_", "", 36, 36),
            new ApiKey("pypi-", "-_", 50, 500),
            // Groq, xAI, Perplexity, Replicate, NVIDIA
            new ApiKey("gsk_", "", 40, 80),
            new ApiKey("xai-", "", 60, 120),
            new ApiKey("pplx-", "", 40, 80),
            new ApiKey("r8_", "", 30, 60),
            new ApiKey("nvapi-", "-_", 50, 120),
            // DigitalOcean, Shopify, Databricks, SendGrid, HashiCorp Vault
            new ApiKey("dop_v1_", "", 64, 64),
            new ApiKey("shpat_", "", 32, 32),
            new ApiKey("dapi", "-", 32, 36),
            new ApiKey("SG.", "-_.", 60, 80),
            new ApiKey("hvs.", "-_", 24, 300),
            // webhooks, whose address is the secret: Slack, Feishu, DingTalk, WeCom
            new ApiKey("https://hooks.slack.com/services/", "/", 24, 120),
            new ApiKey("https://open.feishu.cn/open-apis/bot/v2/hook/", "-", 30, 60),
            new ApiKey("https://oapi.dingtalk.com/robot/send?access_token=", "", 40, 80),
            new ApiKey("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "-", 30, 60));

    /** Whether a value begins as one of the keys does. */
    static boolean begins(String text, int start) {
        return KNOWN.stream().anyMatch(key -> text.startsWith(key.prefix, start));
    }

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
        while (i > from && text.charAt(i - 1) == '.') {
            i--;
        }
        boolean cut = i < text.length() && text.charAt(i) != '.' && belongs(text.charAt(i));
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
