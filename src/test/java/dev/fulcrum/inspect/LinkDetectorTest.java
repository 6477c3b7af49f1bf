package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkDetectorTest {
    private static final Looking LINKS = Looking.forKinds("content.link");
    private static final Looking IMAGES = Looking.forKinds("content.image-link");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.com/a(b)?x=1.|https://example.com/a(b)?x=1",
                "(http://example.com/a).|http://example.com/a",
                "[here](https://example.com)|https://example.com",
                "网址是https://example.com，谢谢|https://example.com",
                "网址https://example.com/路径|https://example.com/",
                "HTTPS://EXAMPLE.COM!|HTTPS://EXAMPLE.COM",
                "<a href=\"ftp://example.com/x\">|ftp://example.com/x",
            })
    void linkIsFound_howeverItIsWritten(String text, String link) {
        assertThat(LINKS.cutOut(text)).containsExactly(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "std://x", "https://", "xhttps://a.b", "http:/a.b", "a :// b"})
    void nothingIsFound_whenItIsNoLink(String text) {
        assertThat(LINKS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![a](https://example.com/p.png)",
                "![](<https://example.com/p.png>)",
                "![a b](//example.com/p?d=1)",
                "<img src=\"https://example.com/p.png\">",
                "<IMG alt=x src=http://example.com/p?d=1 />",
            })
    void imageIsFound_whenABrowserWouldFetchIt(String image) {
        assertThat(IMAGES.cutOut("看 " + image + " 吧")).containsExactly(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![a](local.png)",
                "[a](https://example.com/p.png)",
                "![a] (https://example.com/p.png)",
                "<img src=\"data:image/png;base64,AAAA\"> https://example.com",
                "![a](https://example.com",
                "hello![x]",
            })
    void nothingIsFound_whenNoImageIsFetched(String text) {
        assertThat(IMAGES.at(text)).isEmpty();
    }

    @Test
    void scoreIsHigher_whenTheImageCarriesAQuery() {
        assertThat(IMAGES.at("![a](https://example.com/p?d=x)"))
                .extracting(Finding::score)
                .containsExactly(0.9);
        assertThat(IMAGES.at("![a](https://example.com/p)? yes"))
                .extracting(Finding::score)
                .containsExactly(0.6);
    }

    /** Texts in which what comes last may still be, or no longer be, part of what began before. */
    static Stream<String> texts() {
        String address = "https://a.example/" + "p".repeat(300);
        return Stream.of(
                // an image within an image's address is none, and hides none behind it
                "![a](" + address + "![b) ![c](https://c.example) and so on",
                // labels and addresses as long as they may be, and longer
                "![" + "f".repeat(512) + "](https://a.example) yes",
                "![" + "f".repeat(513) + "](https://a.example) no",
                "![a](" + "https://a.example/".concat("p".repeat(4_096 - 18)) + ") yes",
                "![a](" + "https://a.example/".concat("p".repeat(4_097 - 18)) + ") no",
                "<img " + "x".repeat(4_090) + "://y> yes",
                "<img " + "x".repeat(4_091) + "://y> and <img src=//b://c> ",
                "<img " + "x".repeat(4_092) + "://y> no",
                "https://a.example/" + "y".repeat(4_096) + "://https://b.example and https://c.example",
                // every way to break off
                "wow! ![ ]( ![a](local.png) ![a](  <//cdn.example/p?d=1> ) ![a](http",
                "a < b, <i>, <im, <IMG src=\"https://a.example/p?d=2\"> <img alt=x> <img src=https://b.example",
                "(see https://a.example/(b)). HTTP://B.EXAMPLE, xhttps://no, ftp://c.example!");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void sameIsSeenAsInTheWhole_whereverTheTextIsCut(String text) {
        for (String kind : LinkDetector.KINDS) {
            Inspection inspection = new Inspections(0).create(Lexicon.EMPTY, Set.of(kind));
            new GrownText(inspection, text).assertSeenAsWhole(0, () -> 1);
        }
    }

    @Test
    void firstLinkIsCertain_whenTheTextGoesOnBehindIt() {
        Inspection.Growing growing =
                new Inspections(0).create(Lexicon.EMPTY, LinkDetector.KINDS).growing();

        Inspection.Settled seen = growing.look(Looking.part("See https://a.example/b for it, or http://c"), false);

        assertThat(seen.position()).isEqualTo("See https://a.example/b for it, or ".length());
        assertThat(seen.findings()).extracting(Finding::kind).containsExactly("content.link");
    }

    @Test
    void wholeTextIsNotNeeded() {
        assertThat(new Inspections(0).needWhole(Lexicon.EMPTY, LinkDetector.KINDS))
                .isEmpty();
    }
}
