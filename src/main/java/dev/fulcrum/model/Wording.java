package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

/**
 * A sentence to a person, in English and in Chinese.
 *
 * @param english used unless the user writes Chinese
 * @param chinese used when the user writes Chinese
 */
public record Wording(String english, String chinese) {
    public Wording {
        requireNonNull(english);
        requireNonNull(chinese);
    }

    /** One sentence for every language. */
    public Wording(String text) {
        this(text, text);
    }

    /** The sentence for an exchange's {@link Exchange#language()}. */
    public String in(String language) {
        return language.equals("zh") ? chinese : english;
    }
}
