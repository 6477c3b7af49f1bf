package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.List;

/** A phrase with alternatives, such as <code>{I|we} {cannot|can't}</code>. */
final class PhraseTemplate {
    private PhraseTemplate() {}

    /**
     * All phrases that a template stands for.
     *
     * @throws IllegalArgumentException when a brace has no partner
     */
    static List<String> expand(String template) {
        List<String> phrases = List.of("");
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (open >= 0 && close < 0) {
                throw new IllegalArgumentException("no closing brace: " + template);
            }
            String plain = template.substring(at, open < 0 ? template.length() : open);
            phrases = product(phrases, List.of(plain));
            if (open < 0) {
                return phrases;
            }
            phrases =
                    product(phrases, List.of(template.substring(open + 1, close).split("\\|", -1)));
            at = close + 1;
        }
        return phrases;
    }

    private static List<String> product(List<String> heads, List<String> tails) {
        List<String> all = new ArrayList<>(heads.size() * tails.size());
        for (String head : heads) {
            for (String tail : tails) {
                all.add(head + tail);
            }
        }
        return all;
    }
}
