package dev.fulcrum.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds {@value #REPEATED}: a few words, a letter, a line or a sentence said over and over.
 *
 * <p>Such texts make models lose the thread and recite what they were trained on. A run is at least {@value #TIMES}
 * repetitions of up to {@value #LONGEST_PERIOD} words (or Han characters) that cover {@value #RUN_CHARACTERS}
 * characters; a line or sentence of {@value #LINE_LETTERS} letters counts from {@value #LINES} times on, wherever it
 * stands. The score grows from 0.5 to 1 with the share of the text that is repetition.
 */
final class RepeatedTextDetector implements Detector {
    static final String REPEATED = "text.repeated";
    static final Set<String> KINDS = Set.of(REPEATED);

    static final int LONGEST_PERIOD = 16;
    static final int TIMES = 8;
    static final int RUN_CHARACTERS = 48;
    static final int LINES = 6;
    static final int LINE_LETTERS = 12;

    /** More different lines than these are not remembered: what repeats does so early. */
    private static final int MOST_LINES = 10_000;

    private RepeatedTextDetector() {}

    static RepeatedTextDetector of() {
        return new RepeatedTextDetector();
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        FoldedText folded = reading.folded();
        if (folded.length() < RUN_CHARACTERS) {
            return;
        }
        Stretches runs = TokenRuns.find(folded);
        Stretches lines = lines(folded);
        double covered = Math.min(1, (length(runs) + length(lines)) / (double) folded.length());
        double score = Math.round(100 * (0.5 + covered / 2)) / 100.0;
        add(runs, score, folded, sightings);
        add(lines, score, folded, sightings);
    }

    private static long length(Stretches stretches) {
        long length = 0;
        for (int i = 0; i < stretches.count(); i++) {
            length += stretches.end(i) - stretches.start(i);
        }
        return length;
    }

    private static void add(Stretches stretches, double score, FoldedText folded, Sightings sightings) {
        for (int i = 0; i < stretches.count(); i++) {
            sightings.add(
                    REPEATED, score, folded.originalStart(stretches.start(i)), folded.originalEnd(stretches.end(i)));
        }
    }

    /** Every place of the lines and sentences that stand often enough. */
    private static Stretches lines(FoldedText text) {
        Map<Long, Stretches> seen = new HashMap<>();
        int start = 0;
        int letters = 0;
        long hash = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && !endsLine(text, i)) {
                hash = hash * 0x5851F42D4C957F2DL + text.charAt(i) + 1;
                letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
                continue;
            }
            if (letters >= LINE_LETTERS && (seen.size() < MOST_LINES || seen.containsKey(hash))) {
                seen.computeIfAbsent(hash, unused -> new Stretches()).add(start, i);
            }
            start = i + 1;
            hash = 0;
            letters = 0;
        }
        Stretches often = new Stretches();
        for (Stretches places : seen.values()) {
            for (int i = 0; places.count() >= LINES && i < places.count(); i++) {
                often.add(places.start(i), places.end(i));
            }
        }
        return often;
    }

    private static boolean endsLine(FoldedText text, int index) {
        return switch (text.charAt(index)) {
            case '.', '!', '?', '。' -> true;
            case ' ' -> text.breaksLine(index);
            default -> false;
        };
    }
}
