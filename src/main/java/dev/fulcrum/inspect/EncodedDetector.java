package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds {@value #ENCODED}: words in a disguise that hides them from a search, but not from a model.
 *
 * <p>What stood behind the disguise is looked at as {@link InjectionDetector} looks at plain text and scored like it,
 * unless the plain text says the same. An encoding that holds ordinary prose scores {@value #PROSE_SCORE}: in a message
 * it hides something, in a tool's result it may be a file. Invisible tag characters always score {@value #TAG_SCORE}.
 */
final class EncodedDetector implements Detector {
    static final String ENCODED = "injection.encoded";
    static final Set<String> KINDS = Set.of(ENCODED);

    static final double PROSE_SCORE = 0.55;
    static final double TAG_SCORE = 0.9;

    /** However many there are, no more are decoded: each costs a search of its own. */
    private static final int MOST_READINGS = 200;

    private static final int MOST_CHARACTERS = 100_000;

    private static final double UNKNOWN = -1;

    private static final Disguise TAGS = new TagDisguise();
    private static final Disguise LETTERS = new LetterDisguise();
    /** Those that carry bytes: what they hold can only be there on purpose. */
    private static final Disguise[] ENCODINGS = {new Base64Disguise(), new NumberDisguise(), new MorseDisguise()};
    /** Those that ordinary text wears by chance, and that only an instruction behind them makes suspicious. */
    private static final Disguise[] MASKS = {new EscapeDisguise(), new SpacedDisguise(), new LookAlikeDisguise()};

    /** What is left of a demand whose words lost the blanks between them. */
    private static final List<String> RUN_TOGETHER = List.of(
            "ignoreall",
            "ignoreprevious",
            "previousinstructions",
            "yourinstructions",
            "systemprompt",
            "yourpassword",
            "yourrules");

    private final Automaton automaton;
    private final InjectionDetector injections;
    private final Tickets joined;
    /** In the automaton of the texts as they come: of words that give {@link #LETTERS} away. */
    private final Tickets telltales;

    private EncodedDetector(Automaton automaton, InjectionDetector injections, Tickets joined, Tickets telltales) {
        this.telltales = telltales;
        this.automaton = automaton;
        this.injections = injections;
        this.joined = joined;
    }

    /** Asks the automaton for the words that give some disguises away. */
    static EncodedDetector of(Automaton.Builder texts) {
        Automaton.Builder behind = new Automaton.Builder();
        InjectionDetector injections = InjectionDetector.of(
                Set.of(
                        InjectionDetector.OVERRIDE,
                        InjectionDetector.JAILBREAK,
                        InjectionDetector.EXTRACTION,
                        InjectionDetector.INDIRECT),
                behind);
        Tickets joined = Tickets.of(RUN_TOGETHER, Automaton.Stand.ANYWHERE, behind);
        Tickets telltales = Tickets.of(LetterDisguise.telltales(), Automaton.Stand.WORD, texts);
        return new EncodedDetector(behind.build(), injections, joined, telltales);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        String text = reading.text();
        Silhouette silhouette = Silhouette.of(text);
        if (TAGS.mayBeIn(silhouette)) {
            TAGS.uncover(text, (plain, start, end) -> sightings.add(ENCODED, TAG_SCORE, start, end));
        }
        Looks looks = new Looks(reading, sightings);
        for (Disguise encoding : ENCODINGS) {
            if (encoding.mayBeIn(silhouette)) {
                encoding.uncover(text, (plain, start, end) -> looks.look(plain, start, end, !isInUrl(text, start)));
            }
        }
        if (telltales.anyAmong(reading.hits())) {
            LETTERS.uncover(text, (plain, start, end) -> looks.look(plain, start, end, false));
        }
        for (Disguise mask : MASKS) {
            if (mask.mayBeIn(silhouette)) {
                mask.uncover(text, (plain, start, end) -> looks.look(plain, start, end, false));
            }
        }
    }

    /** Addresses carry words of any language behind per cent signs, with nothing to hide. */
    private static boolean isInUrl(String text, int start) {
        return start > 0 && text.charAt(start - 1) == '%';
    }

    private double score(FoldedText folded) {
        return score(new Reading(folded.original(), folded, automaton.read(folded)));
    }

    /** The highest score of a kind of injection; 0 for none. */
    private double score(Reading reading) {
        Sightings seen = new Sightings();
        injections.detect(reading, seen);
        double best = seen.toList().stream().mapToDouble(Sighting::score).max().orElse(0);
        return joined.anyAmong(reading.hits()) ? Math.max(best, TAG_SCORE) : best;
    }

    /** What was looked at in one text. */
    private final class Looks {
        private final Sightings sightings;
        private final Reading reading;
        private double plainScore = UNKNOWN;
        private int readings;
        private int characters;

        Looks(Reading reading, Sightings sightings) {
            this.reading = reading;
            this.sightings = sightings;
        }

        void look(String plain, int start, int end, boolean encoding) {
            if (!isText(plain) || readings >= MOST_READINGS || characters >= MOST_CHARACTERS) {
                return;
            }
            readings++;
            characters += plain.length();
            FoldedText folded = FoldedText.of(plain);
            double score = score(folded);
            if (score > 0 && (encoding || score > plainScore())) {
                sightings.add(ENCODED, score, start, end);
            } else if (encoding && isProse(folded)) {
                sightings.add(ENCODED, PROSE_SCORE, start, end);
            }
        }

        /** What the text says without any disguise. */
        private double plainScore() {
            plainScore = plainScore == UNKNOWN ? score(reading.folded()) : plainScore;
            return plainScore;
        }

        private boolean isProse(FoldedText folded) {
            String language = LanguageDetector.kind(WordCensus.of(folded));
            return language.equals(LanguageDetector.ENGLISH) || language.equals(LanguageDetector.CHINESE);
        }

        /** Whether nearly everything can be seen; bytes that mean something else decode to noise. */
        private boolean isText(String plain) {
            int visible = 0;
            for (int i = 0; i < plain.length(); i++) {
                char unit = plain.charAt(i);
                visible += unit != '\uFFFD' && (unit >= ' ' || Script.isBlank(unit)) && unit != 127 ? 1 : 0;
            }
            return visible >= 0.95 * plain.length() && plain.length() > 0;
        }
    }
}
