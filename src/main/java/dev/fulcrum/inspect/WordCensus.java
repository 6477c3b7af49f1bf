package dev.fulcrum.inspect;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * How many words of a folded text speak for Chinese, for English and for any other language.
 *
 * <p>Words of Latin letters count by the small words that each language cannot do without; when there are none, or as
 * many of both, they count for nobody. Two Han characters make a word; kana among them make the text Japanese.
 */
final class WordCensus {
    private static final Set<String> ENGLISH = words(
            "the of and to is in that it for you was with on are as have be this not but by at from they we or an "
                    + "my your what how can i do if will would all there which who about could please me he she his her its "
                    + "when where why does did has had should our their them than then been any some just i'm don't it's "
                    + "what's i've let's won't can't isn't doesn't you're that's yes hello thanks thank hi");

    /** Small words of the languages that are most written with Latin letters; hardly one that English has too. */
    private static final Set<String> OTHER =
            words("el los las del que por una es en con para como pero más está qué cómo cuál quién le les des une et "
                    + "est dans pour qui sur pas avec vous je ce cette au du nous être mais où der die das und ist nicht "
                    + "ich sie den dem ein eine zu mit auf wie für von auch wenn oder hat ihr il lo gli che di della sono "
                    + "non per questo ma anche o os uma um são não com você eu na ao seu sua quem het een van niet ik dat "
                    + "wat zijn voor yang dan ini itu dengan untuk saya apa anda adalah bagaimana ve bir bu için ne nasıl "
                    + "nie się jest jak och att det som på inte jag hur vad og ikke er");

    private static final int LONGEST_WORD = 8;

    private int han;
    private int kana;
    private int latin;
    private int english;
    private int otherLatin;
    private int otherScript;
    private int first = -1;
    private int last;

    private WordCensus() {}

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }

    /** Goes through a text once. */
    static WordCensus of(FoldedText text) {
        WordCensus census = new WordCensus();
        boolean code = false;
        int i = 0;
        while (i < text.length()) {
            if (isFence(text, i)) {
                code = !code;
                i += 3;
            } else if (code) {
                i++;
            } else {
                i = census.count(text, i);
            }
        }
        return census;
    }

    private static boolean isFence(FoldedText text, int index) {
        return text.charAt(index) == '`'
                && index + 2 < text.length()
                && text.charAt(index + 1) == '`'
                && text.charAt(index + 2) == '`';
    }

    /** Counts what stands at an index; returns where to go on. */
    private int count(FoldedText text, int index) {
        int codePoint = Character.codePointAt(text, index);
        int next = index + Character.charCount(codePoint);
        if (!Character.isLetter(codePoint)) {
            return next;
        }
        UnicodeScript script = codePoint < 128 ? UnicodeScript.LATIN : UnicodeScript.of(codePoint);
        switch (script) {
            case LATIN -> next = countWord(text, index);
            case HAN -> han++;
            case HIRAGANA, KATAKANA, HANGUL, THAI -> kana++;
            default -> {
                next = wordEnd(text, index);
                otherScript++;
            }
        }
        first = first < 0 ? index : first;
        last = next;
        return next;
    }

    private int countWord(FoldedText text, int start) {
        int end = wordEnd(text, start);
        latin++;
        if (end - start <= LONGEST_WORD) {
            String word = text.subSequence(start, end).toString();
            if (ENGLISH.contains(word)) {
                english++;
            }
            if (OTHER.contains(word)) {
                otherLatin++;
            }
        }
        return end;
    }

    private static int wordEnd(FoldedText text, int start) {
        int i = start;
        while (i < text.length()) {
            int codePoint = Character.codePointAt(text, i);
            boolean apostrophe = codePoint == '\'' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            if (!apostrophe && !Script.isWordPart(codePoint)) {
                break;
            }
            i += Character.charCount(codePoint);
        }
        return Math.max(i, start + 1);
    }

    /** Whether there is enough to tell a language by. */
    boolean isEnough() {
        return chinese() + english() + other() > 0 && han + kana + otherScript + english + otherLatin >= 2;
    }

    int chinese() {
        return isJapaneseOrKorean() ? 0 : (han + 1) / 2;
    }

    int english() {
        return english > otherLatin ? latin : 0;
    }

    int other() {
        int eastern = isJapaneseOrKorean() ? (han + kana + 1) / 2 : 0;
        return eastern + otherScript + (otherLatin > english ? latin : 0);
    }

    private boolean isJapaneseOrKorean() {
        return 10 * kana > han;
    }

    /** Folded index of the first letter. */
    int first() {
        return first;
    }

    /** Folded index behind the last letter. */
    int last() {
        return last;
    }
}
