package dev.fulcrum.upstream;

import java.util.List;

/**
 * Several ways to say a thing, in English and in Chinese.
 *
 * @param english at least one
 * @param chinese at least one
 */
record Wordings(List<String> english, List<String> chinese) {

    /** One way to say it in each language. */
    static Wordings of(String english, String chinese) {
        return new Wordings(List.of(english), List.of(chinese));
    }

    /** The wording that the seed chooses. */
    String pick(boolean inChinese, long seed) {
        List<String> choice = inChinese ? chinese : english;
        return choice.get((int) Long.remainderUnsigned(seed, choice.size()));
    }
}
