package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PhraseTriePropertyTest {

    @Property(tries = 2000, seed = "20261123")
    void everyPlaceOfEveryWordIsMet_whateverTheWordsAndTheText(
            @ForAll("words") List<String> words, @ForAll("text") String text, @ForAll boolean wholeWords) {
        SortedSet<String> distinct = new TreeSet<>(Alphabet.ORDER);
        distinct.addAll(words);
        List<String> inOrder = List.copyOf(distinct);
        PhraseTrie trie = new PhraseTrie(inOrder, wholeWords);

        List<String> met = new ArrayList<>();
        int state = PhraseTrie.ROOT;
        for (int i = 0; i < text.length(); i++) {
            state = trie.step(state, i == 0 ? ' ' : text.charAt(i - 1), text.charAt(i));
            for (int at = trie.ending(state); at != PhraseTrie.NONE; at = trie.shorter(at)) {
                met.add((i + 1 - trie.depth(at)) + " " + inOrder.get(trie.word(at)));
            }
            assertThat(trie.depth(state)).isEqualTo(longestBeginning(inOrder, text.substring(0, i + 1), wholeWords));
        }

        assertThat(met).containsExactlyInAnyOrderElementsOf(places(inOrder, text, wholeWords));
    }

    private static List<String> places(List<String> words, String text, boolean wholeWords) {
        List<String> places = new ArrayList<>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (!wholeWords || mayBegin(text, at)) {
                    places.add(at + " " + word);
                }
            }
        }
        return places;
    }

    private static boolean mayBegin(String text, int at) {
        return at == 0 || !Script.isWordPart(text.charAt(at - 1)) || !Script.isWordPart(text.charAt(at));
    }

    private static int longestBeginning(List<String> words, String read, boolean wholeWords) {
        for (int length = read.length(); length > 0; length--) {
            String end = read.substring(read.length() - length);
            if (wholeWords && !mayBegin(read, read.length() - length)) {
                continue;
            }
            if (words.stream().anyMatch(word -> word.startsWith(end))) {
                return length;
            }
        }
        return 0;
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars('a', 'b', ' ', '退', '款', '\u0180', '-')
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars('a', 'b', ' ', '退', '款', '\u0180', '-', 'x')
                .ofMaxLength(40);
    }
}
