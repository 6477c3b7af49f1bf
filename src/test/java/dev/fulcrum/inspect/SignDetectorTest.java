package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Span;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignDetectorTest {
    private static final List<String> WORDS = List.of(
            "ignore ", "the ", "rules ", "rule", "忽略", "规则", ". ", "! ", "\uD83D\uDE00", "\u200B", "\uD83D", "x", " ");

    @Test
    void placesFollowEachOther_whenTheyAreWithinReach() {
        assertThat(see("= k 0.9\nstop ~8 rule(,s)", "stop the rules"))
                .extracting(Sighting::kind)
                .containsExactly("k");
        assertThat(see("= k 0.9\nstop ~8 rule(,s)", "stop, and then the rules")).isEmpty();
        assertThat(see("= k 0.9\nstop ~8 rules", "rules stop")).isEmpty();
    }

    @Test
    void sentenceEndParts_unlessTheSignMayCrossIt() {
        assertThat(see("= k 0.9\nstop ~20 rules", "stop. The rules")).isEmpty();
        assertThat(see("= k 0.9\nstop ~~20 rules", "stop. The rules")).hasSize(1);
        assertThat(see("= k 0.9\nstop ~20 rules", "stop v2.0 rules")).hasSize(1);
    }

    @Test
    void weakSignsAddUp_whenTheyStandTogether() {
        String signs = "= k 0.4\none\ntwo\n";

        assertThat(see(signs, "one one one")).isEmpty();
        assertThat(see(signs, "one, two").get(0).score()).isEqualTo(0.64);
    }

    @Test
    void weakSignsDoNotAddUp_whenTheyStandFarApart() {
        String signs = "= k 0.4\none\ntwo\n";

        assertThat(see(signs, "one " + "x ".repeat(Evidence.WINDOW) + "two")).isEmpty();
    }

    @Test
    void setsAreSpeltOut_whenASignNamesThem() {
        assertThat(see("@stop: halt | cease\n= k 0.9\n@stop\n | end ~9 all", "cease it all"))
                .hasSize(1);
        assertThat(see("@stop: halt | cease\n= k 0.9\n@stop\n | end ~9 all", "end it all"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"= k", "= k 2", "= k 0.5\na || b", "= k 0.5\n@none", "no section", "= k 0.5\na ~5"})
    void fileIsRefused_whenALineIsNotOfTheFormat(String text) {
        assertThatThrownBy(() -> SignFile.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 1_000, seed = "20261123")
    void spansAscendAndBeginAndEndWithAPhrase_whateverTheText(
            @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> picks) {
        StringBuilder text = new StringBuilder();
        picks.forEach(pick -> text.append(WORDS.get(pick)));

        int before = 0;
        for (Sighting sighting : see("= k 0.9\nignore ~12 rules | rule\n忽略 ~4 规则", text.toString())) {
            for (Span span : sighting.spans()) {
                assertThat(span.start()).isGreaterThanOrEqualTo(before);
                String plain =
                        FoldedText.of(text.substring(span.start(), span.end())).toString();
                assertThat(plain).matches("(?s)(ignore|忽略).*(rules?|规则)");
                before = span.end();
            }
        }
    }

    private static List<Sighting> see(String signs, String text) {
        Automaton.Builder builder = new Automaton.Builder();
        SignDetector detector = SignDetector.of(SignFile.parse(signs), builder);
        FoldedText folded = FoldedText.of(text);
        Sightings sightings = new Sightings();
        detector.detect(new Reading(text, folded, builder.build().read(folded)), sightings);
        return sightings.toList();
    }
}
