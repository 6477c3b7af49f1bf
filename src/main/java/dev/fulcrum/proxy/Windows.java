package dev.fulcrum.proxy;

import dev.fulcrum.surface.AnswerReader;

/**
 * Tells when rules look at a growing answer again: at the end of a sentence, or after so many characters.
 *
 * <p>When little gets settled, as within a long token, looks become rarer, so that all looks together stay linear in the answer. Not
 * thread-safe.
 */
final class Windows {
    /** Fewer new characters are not worth a look, even if a sentence ends. */
    private static final int SHORTEST = 16;

    /** How many looks come in a window's length of a sentence that has no end. */
    private static final int INSIDE = 4;

    private static final String SENTENCE_ENDS = ".!?。！？\n；;";

    private final int characters;
    private int looked;
    private boolean open;
    private int hop;

    /** @param characters how many come at most between two looks */
    Windows(int characters) {
        this.characters = characters;
        this.hop = characters;
    }

    /** Whether to look now. */
    boolean due(AnswerReader reader) {
        int come = reader.characters() - looked;
        // a full stop at the very end of the last look is the end of a sentence only now that something follows
        int since = open ? come + 1 : come;
        return come >= hop || (come >= SHORTEST && hop <= characters && reader.says(SENTENCE_ENDS, since));
    }

    /** Notes a look after which so many characters are settled. */
    void looked(AnswerReader reader, int settled) {
        int come = reader.characters() - looked;
        looked = reader.characters();
        open = settled < looked;
        // within a long sentence, of which a window's length settles only a little
        int shortest = come < hop ? characters : characters / INSIDE;
        hop = Math.max(shortest, (looked - settled) / 2);
    }
}
