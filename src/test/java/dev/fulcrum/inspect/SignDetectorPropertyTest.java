package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Signs are found and added up as by an implementation that remembers every place and goes through every window. */
class SignDetectorPropertyTest {
    private static final List<Sign> SIGNS = SignFile.parse(
            """
            = k.one 0.3
            a
            b ~3 c
            a ~~9 b ~4 c | d
            = k.two 0.6
            c ~9 c ~9 c
            d ~~600 a
            = k.three 0.2
            a b
            b a
            c d
            d""");

    private static final int LONGEST_PHRASE = 3;

    private record Found(int sign, int from, int to) {}

    @Property(tries = 2000, seed = "20261123")
    void sightingsAreThoseOfThePlainWay_whateverTheText(@ForAll("text") String text) {
        Automaton.Builder builder = new Automaton.Builder();
        SignDetector detector = SignDetector.of(SIGNS, builder);
        FoldedText folded = FoldedText.of(text);
        Sightings sightings = new Sightings();

        detector.detect(new Reading(text, folded, builder.build().read(folded)), sightings);

        assertThat(sightings.toList()).isEqualTo(plain(folded));
    }

    private static List<Sighting> plain(FoldedText folded) {
        List<Found> matches = new ArrayList<>();
        List<int[]> begins = new ArrayList<>();
        List<int[]> ends = new ArrayList<>();
        for (Sign sign : SIGNS) {
            begins.add(new int[sign.slots().size()]);
            ends.add(new int[sign.slots().size()]);
            Arrays.fill(ends.get(ends.size() - 1), -1);
        }
        for (int end = 1; end <= folded.length(); end++) {
            for (int begin = Math.max(0, end - LONGEST_PHRASE); begin < end; begin++) {
                for (int sign = 0; sign < SIGNS.size(); sign++) {
                    fill(sign, folded, begin, end, begins.get(sign), ends.get(sign), matches);
                }
            }
        }
        return sum(matches, folded);
    }

    private static void fill(
            int sign, FoldedText folded, int begin, int end, int[] begins, int[] ends, List<Found> matches) {
        List<Sign.Slot> slots = SIGNS.get(sign).slots();
        for (int i = slots.size() - 1; i >= 0; i--) {
            Sign.Slot slot = slots.get(i);
            if (!slot.phrases().contains(folded.subSequence(begin, end).toString())
                    || folded.isWithinWord(begin)
                    || folded.isWithinWord(end)) {
                continue;
            }
            if (i > 0) {
                int before = ends[i - 1];
                boolean follows = before >= 0
                        && begin >= before
                        && begin - before <= slot.reach()
                        && (slot.acrossSentences()
                                || !folded.subSequence(before, begin).toString().contains("!"));
                if (!follows) {
                    continue;
                }
            }
            begins[i] = i == 0 ? begin : begins[i - 1];
            ends[i] = end;
            if (i == slots.size() - 1) {
                matches.add(new Found(sign, begins[i], end));
            }
        }
    }

    private static List<Sighting> sum(List<Found> matches, FoldedText folded) {
        Sightings sightings = new Sightings();
        for (String kind : new TreeSet<>(SIGNS.stream().map(Sign::kind).toList())) {
            List<Found> own = matches.stream()
                    .filter(match -> SIGNS.get(match.sign).kind().equals(kind))
                    .toList();
            double best = 0;
            Set<Found> told = new HashSet<>();
            for (Found newest : own) {
                List<Found> window = own.subList(0, own.indexOf(newest) + 1).stream()
                        .filter(match -> newest.to - match.to <= Evidence.WINDOW)
                        .toList();
                Map<Integer, Double> doubts = new HashMap<>();
                window.forEach(match ->
                        doubts.put(match.sign, 1 - SIGNS.get(match.sign).weight()));
                double score = 1 - doubts.values().stream().reduce(1.0, (a, b) -> a * b);
                if (score >= Evidence.ENOUGH - 1e-5) {
                    best = Math.max(best, score);
                    told.addAll(window);
                }
            }
            double rounded = Math.min(0.99, Math.round(best * 100) / 100.0);
            told.forEach(match ->
                    sightings.add(kind, rounded, folded.originalStart(match.from), folded.originalEnd(match.to)));
        }
        return sightings.toList();
    }

    @Provide
    Arbitrary<String> text() {
        String far = "x ".repeat(Evidence.WINDOW / 2);
        return Arbitraries.of("a ", "b ", "c ", "d ", "x ", "! ", "ab ", "  ", "a", far)
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces))
                .filter(text -> text.length() < 4 * far.length());
    }
}
