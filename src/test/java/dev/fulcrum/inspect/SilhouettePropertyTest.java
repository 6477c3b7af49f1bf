package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A glance never denies a disguise that is worn. */
class SilhouettePropertyTest {
    private static final List<Disguise> DISGUISES = List.of(
            new TagDisguise(),
            new Base64Disguise(),
            new NumberDisguise(),
            new MorseDisguise(),
            new EscapeDisguise(),
            new SpacedDisguise(),
            new LookAlikeDisguise());

    @Property(tries = 4000, seed = "20261123")
    void whatIsUncoveredMayBeThere(@ForAll("text") String text) {
        Silhouette silhouette = Silhouette.of(text);
        for (Disguise disguise : DISGUISES) {
            disguise.uncover(text, (plain, start, end) -> assertThat(disguise.mayBeIn(silhouette))
                    .as("%s uncovers `%s` in `%s`", disguise.getClass().getSimpleName(), plain, text)
                    .isTrue());
        }
    }

    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> pieces = Arbitraries.of(
                "i",
                "g",
                "n",
                " ",
                "  ",
                ".",
                "-",
                "_",
                "*",
                "忽",
                "略",
                "ignore",
                "1gn0re",
                "a1",
                "@ll",
                "аll",
                "!",
                "0x41",
                "\\x41",
                "%41",
                "&#65;",
                "\\u0041",
                "41 6c",
                "01000001",
                "aWdub3Jl",
                "QUJD\r\n",
                "\n",
                "... --- ...",
                "/",
                "|",
                ":",
                "é",
                "\uD83D\uDE42",
                "\uDB40\uDC41",
                "\uDB40");
        return pieces.list().ofMaxSize(40).map(list -> String.join("", list));
    }
}
