package dev.fulcrum.inspect;

import dev.fulcrum.model.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts one inspection's sightings into numbers, for a {@link TextMemory}: of each its kind and how many spans it has, its score, and its spans.
 * Thread-safe.
 */
final class Shorthand {
    private static final int OF_A_SIGHTING = 2;

    private final String[] kinds;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param kinds all that sightings may have */
    Shorthand(Set<String> kinds) {
        this.kinds = kinds.toArray(String[]::new);
        for (int i = 0; i < this.kinds.length; i++) {
            numbers.put(this.kinds[i], i);
        }
    }

    long[] write(List<Sighting> sightings) {
        int length = 0;
        for (int i = 0; i < sightings.size(); i++) {
            length += OF_A_SIGHTING + sightings.get(i).count();
        }
        long[] note = length == 0 ? TextLog.NOTHING : new long[length];
        int at = 0;
        for (Sighting sighting : sightings) {
            note[at++] = pair(numbers.get(sighting.kind()), sighting.count());
            note[at++] = Double.doubleToRawLongBits(sighting.score());
            for (Span span : sighting.spans()) {
                note[at++] = pair(span.start(), span.end());
            }
        }
        return note;
    }

    List<Sighting> read(long[] note) {
        if (note.length == 0) {
            return List.of();
        }
        Sighting[] sightings = new Sighting[note.length / OF_A_SIGHTING];
        int count = 0;
        for (int at = 0; at < note.length; ) {
            Span[] spans = new Span[second(note[at])];
            for (int i = 0; i < spans.length; i++) {
                long span = note[at + OF_A_SIGHTING + i];
                spans[i] = new Span(first(span), second(span));
            }
            sightings[count++] =
                    new Sighting(kinds[first(note[at])], Double.longBitsToDouble(note[at + 1]), List.of(spans));
            at += OF_A_SIGHTING + spans.length;
        }
        return List.of(Arrays.copyOf(sightings, count));
    }

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    private static int first(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    private static int second(long pair) {
        return (int) pair;
    }
}
