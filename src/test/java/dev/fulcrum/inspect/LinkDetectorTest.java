package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
