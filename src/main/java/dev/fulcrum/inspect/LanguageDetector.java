package dev.fulcrum.inspect;

import java.util.Set;

/**
 * Tells the language that most of a text is written in: {@value #CHINESE}, {@value #ENGLISH} or {@value #OTHER}.
 *
 * <p>At most one is found, as one stretch from the first letter to the last, with the language's share of the words as
 * its score. What stands between fences of three backticks is taken for code and left out. A text that is too short
 * to tell, such as a number or a name, has no language.
 */
final class LanguageDetector implements Detector {
    static final String CHINESE = "language.zh";
    static final String ENGLISH = "language.en";
    static final String OTHER = "language.other";
    static final Set<String> KINDS = Set.of(CHINESE, ENGLISH, OTHER);

    private final Set<String> kinds;

    private LanguageDetector(Set<String> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    static LanguageDetector of(Set<String> kinds) {
        return new LanguageDetector(kinds);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        FoldedText folded = reading.folded();
        WordCensus census = WordCensus.of(folded);
        String kind = kind(census);
        if (!kind.isEmpty() && kinds.contains(kind)) {
            sightings.add(
                    kind,
                    Math.round(100.0 * share(census, kind)) / 100.0,
                    folded.originalStart(census.first()),
                    folded.originalEnd(census.last()));
        }
    }

    /** The kind for what was counted; empty when nobody could tell. */
    static String kind(WordCensus census) {
        if (!census.isEnough()) {
            return "";
        }
        int most = Math.max(census.chinese(), Math.max(census.english(), census.other()));
        if (most == census.chinese()) {
            return CHINESE;
        }
        return most == census.english() ? ENGLISH : OTHER;
    }

    private static double share(WordCensus census, String kind) {
        double all = census.chinese() + census.english() + census.other();
        return switch (kind) {
            case CHINESE -> census.chinese() / all;
            case ENGLISH -> census.english() / all;
            default -> census.other() / all;
        };
    }
}
