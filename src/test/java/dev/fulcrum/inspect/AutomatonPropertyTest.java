package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The automaton meets what a plain search for every phrase at every place finds. */
class AutomatonPropertyTest {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::end).thenComparing(Place::begin).thenComparing(Place::ticket);

    private record Place(int ticket, int begin, int end) {}

    @Property(tries = 4000, seed = "20261123")
    void placesAreThoseOfAPlainSearch_whateverThePhrasesAndTheText(
            @ForAll("phrases") List<String> words,
            @ForAll("phrases") List<String> pieces,
            @ForAll("text") String text) {
        Automaton.Builder builder = new Automaton.Builder();
        words.forEach(word -> builder.add(word, Automaton.Stand.WORD));
        pieces.forEach(piece -> builder.add(piece, Automaton.Stand.ANYWHERE));
        FoldedText folded = FoldedText.of(text);

        Hits hits = builder.build().read(folded);

        List<Place> expected = search(folded.toString(), words, 0, true);
        expected.addAll(search(folded.toString(), pieces, words.size(), false));
        assertThat(places(hits)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(places(hits)).isSortedAccordingTo(Comparator.comparing(Place::end));
        assertThat(hits.open())
                .isEqualTo(Math.min(
                        open(folded.toString(), fold(words), true), open(folded.toString(), fold(pieces), false)));
    }

    private static List<Place> places(Hits hits) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < hits.count(); i++) {
            places.add(new Place(hits.ticket(i), hits.begin(i), hits.end(i)));
        }
        return places;
    }

    private static List<Place> search(String text, List<String> phrases, int firstTicket, boolean whole) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            String phrase = Automaton.fold(phrases.get(i));
            for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
                int end = at + phrase.length();
                if (!whole || (isUncut(text, at) && isUncut(text, end))) {
                    places.add(new Place(firstTicket + i, at, end));
                }
            }
        }
        places.sort(ORDER);
        return places;
    }

    private static boolean isUncut(String text, int index) {
        return index == 0
                || index == text.length()
                || !Script.isWordPart(text.codePointBefore(index))
                || !Script.isWordPart(text.codePointAt(index));
    }

    private static List<String> fold(List<String> phrases) {
        return phrases.stream().map(Automaton::fold).toList();
    }

    /** Where the longest end of a text begins that is the beginning of a phrase; a blank at the end may yet be gone. */
    private static int open(String text, List<String> phrases, boolean whole) {
        int open = text.length() - longestBeginning(text, phrases, whole);
        if (!text.endsWith(" ")) {
            return open;
        }
        String before = text.substring(0, text.length() - 1);
        int openBefore = longestBeginning(before, phrases, whole);
        return openBefore == 0 ? open : Math.min(open, before.length() - openBefore);
    }

    private static int longestBeginning(String text, List<String> phrases, boolean whole) {
        for (int at = 0; at < text.length(); at++) {
            String end = text.substring(at);
            boolean within = at > 0 && Script.isWordUnit(text.charAt(at - 1)) && Script.isWordUnit(text.charAt(at));
            if (!(whole && within) && phrases.stream().anyMatch(phrase -> phrase.startsWith(end))) {
                return end.length();
            }
        }
        return 0;
    }

    @Provide
    Arbitrary<List<String>> phrases() {
        return Arbitraries.of("a", "b", "c", "ab", " ", "-", "{", "退", "款", "é")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces))
                .filter(phrase -> !Automaton.fold(phrase).isEmpty())
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.of("a", "b", "c", "ab", "A", " ", "  ", "-", "{", "退", "款", "é", "x", "𐐀", "🙂", "\uD83D")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
