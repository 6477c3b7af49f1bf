package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds signs in a text by the automaton's hits alone.
 *
 * <p>For every place of every sign it keeps the latest spot up to which the sign is complete, so that a text is gone
 * through once, however many signs there are. Of several ways to fill the places the latest counts.
 */
final class SignDetector implements Detector {
    private final Evidence.Weighed[] signs;
    private final List<String> kinds;
    /** For each ticket, from {@link #first} on: the places that its phrase fills, later places of a sign first. */
    private final int[][] placesByTicket;

    private final int first;
    private final Place[] places;

    private SignDetector(List<Sign> signs, List<Place> places, int[][] placesByTicket, int first) {
        this.signs = signs.stream().map(Evidence.Weighed::of).toArray(Evidence.Weighed[]::new);
        this.places = places.toArray(Place[]::new);
        this.placesByTicket = placesByTicket;
        this.first = first;
        kinds = signs.stream().map(Sign::kind).distinct().sorted().toList();
    }

    /** One slot of a sign; a sign's places follow each other. */
    private record Place(int sign, Sign.Slot slot, boolean isFirst, boolean isLast) {}

    /** Asks the automaton for the phrases of all signs. */
    static SignDetector of(List<Sign> signs, Automaton.Builder automaton) {
        List<Place> places = new ArrayList<>();
        Map<String, List<Integer>> placesByPhrase = new LinkedHashMap<>();
        for (int sign = 0; sign < signs.size(); sign++) {
            List<Sign.Slot> slots = signs.get(sign).slots();
            for (int i = 0; i < slots.size(); i++) {
                for (String phrase : slots.get(i).phrases()) {
                    placesByPhrase
                            .computeIfAbsent(Automaton.fold(phrase), unused -> new ArrayList<>())
                            .add(places.size());
                }
                places.add(new Place(sign, slots.get(i), i == 0, i == slots.size() - 1));
            }
        }
        int first = -1;
        List<int[]> byTicket = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> entry : placesByPhrase.entrySet()) {
            int ticket = automaton.add(entry.getKey(), Automaton.Stand.WORD);
            first = first < 0 ? ticket : first;
            byTicket.add(laterFirst(entry.getValue()));
        }
        return new SignDetector(signs, places, byTicket.toArray(new int[0][]), first);
    }

    /** A phrase that fills two places of a sign must not fill both at once. */
    private static int[] laterFirst(List<Integer> places) {
        return places.stream()
                .distinct()
                .sorted((a, b) -> Integer.compare(b, a))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        Walk walk = null;
        Hits hits = reading.hits();
        for (int i = 0; i < hits.count(); i++) {
            int ticket = hits.ticket(i) - first;
            if (ticket >= 0 && ticket < placesByTicket.length) {
                walk = walk == null ? new Walk(reading.folded()) : walk;
                for (int place : placesByTicket[ticket]) {
                    walk.meet(place, hits.begin(i), hits.end(i));
                }
            }
        }
        if (walk != null && walk.evidence != null) {
            walk.evidence.report(kinds, reading.folded(), sightings);
        }
    }

    /** One way through one text. */
    private final class Walk {
        private final FoldedText folded;
        private final SignProgress progress = new SignProgress();
        /** Null until a sign is complete. */
        private Evidence evidence;

        private int sentenceFrom;
        private int sentenceLooked;

        Walk(FoldedText folded) {
            this.folded = folded;
        }

        void meet(int number, int begin, int end) {
            Place place = places[number];
            int from = begin;
            if (!place.isFirst) {
                int before = progress.of(number - 1);
                if (before < 0 || !follows(place.slot, progress.end(before), begin)) {
                    return;
                }
                from = progress.begin(before);
            }
            if (!place.isLast) {
                progress.fill(number, from, end);
                return;
            }
            if (evidence == null) {
                evidence = new Evidence(signs);
            }
            evidence.add(place.sign, from, end);
        }

        private boolean follows(Sign.Slot slot, int before, int begin) {
            return begin >= before
                    && begin - before <= slot.reach()
                    && (slot.acrossSentences() || before >= sentenceBefore(begin));
        }

        /** Where the sentence begins that a place stands in; asks for places of ascending ends come cheap. */
        private int sentenceBefore(int place) {
            for (; sentenceLooked < place; sentenceLooked++) {
                if (endsSentence(sentenceLooked)) {
                    sentenceFrom = sentenceLooked + 1;
                }
            }
            return sentenceFrom;
        }

        private boolean endsSentence(int index) {
            return switch (folded.charAt(index)) {
                case '。', '！', '？', '!', '?' -> true;
                case '.' -> index + 1 == folded.length() || folded.charAt(index + 1) == ' ';
                default -> false;
            };
        }
    }
}
