package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import dev.fulcrum.model.Risk;
import dev.fulcrum.model.Risk.Side;
import dev.fulcrum.model.RiskRegister;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskFileTest {
    private static final String HARM = "meaning: m, owner: o, tolerance: t";
    private static final String PRICE = HARM + ", measured-as: s";

    @TempDir
    Path directory;

    @Test
    void shippedRegisterHasEveryHarmAndPrice_inTheOrderOfTheFile() {
        Loaded<RiskRegister> loaded = RiskFile.read(Path.of("config/risks.yaml"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.value().orElseThrow().all())
                .extracting(Risk::id)
                .containsExactly(
                        "boundary",
                        "boundary.scope",
                        "boundary.injection",
                        "boundary.tool",
                        "boundary.leak",
                        "compliance",
                        "compliance.privacy",
                        "compliance.advice",
                        "compliance.illegal",
                        "compliance.ip",
                        "compliance.minors",
                        "reputation",
                        "reputation.offence",
                        "reputation.politics",
                        "reputation.competitor",
                        "business",
                        "business.promise",
                        "business.fact",
                        "business.fraud",
                        "accountability",
                        "accountability.unowned",
                        "accountability.irreversible",
                        "over-refusal",
                        "evasiveness",
                        "automation",
                        "consistency",
                        "latency",
                        "conversion",
                        "workload",
                        "grey-zone",
                        "spend");
    }

    @Test
    void shippedMeaningsAreBilingual_andPricesSayHowTheyShow() {
        RiskRegister register =
                RiskFile.read(Path.of("config/risks.yaml")).value().orElseThrow();

        assertThat(register.all()).allSatisfy(risk -> {
            assertThat(risk.meaning()).containsPattern("[A-Za-z]{3}").containsPattern("\\p{IsHan}{3}");
            assertThat(risk.measuredAs().isEmpty()).isEqualTo(risk.side() == Side.HARM);
        });
    }

    @Test
    void childrenAreFound_whetherNestedOrDotted() {
        RiskRegister register =
                read("""
                harms:
                  a.c: { %1$s, maps-to: [ "甲", "B" ] }
                  a:
                    %2$s
                    children:
                      b: { %1$s, children: { d: { %1$s } } }
                prices: { p: { %3$s } }
                """
                                .formatted(HARM, HARM.replace(", ", "\n    "), PRICE))
                        .value()
                        .orElseThrow();

        assertThat(register.all()).extracting(Risk::id).containsExactly("a.c", "a", "a.b", "a.b.d", "p");
        assertThat(register.find("a.c"))
                .contains(new Risk("a.c", Side.HARM, "m", "", "o", "t", false, List.of("甲", "B")));
        assertThat(register.find("p")).contains(new Risk("p", Side.PRICE, "m", "s", "o", "t", false, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a: { meaning: m, owner: o }                 | harms.a.tolerance   | is missing                      | in words
            a: { meaning: m, owner: " ", tolerance: t } | harms.a.owner       | is blank                        | team or role
            a: { HARM, measured-as: x }                 | harms.a.measured-as | `measured-as` is not known      | known: meaning
            A: { HARM }                                 | harms.A             | `A` is not an id                | lower-case
            a-1.b: { HARM }                             | harms.a-1.b         | its parent `a-1` is not registered | known
            p.x: { HARM }                               | harms.p.x           | its parent `p` stands on the other side | both
            p: { HARM }                                 | prices.p            | `p` is already registered in line 3 | keep one
            none: { HARM }                              | harms.none          | no price                        | another id
            a: { HARM, maps-to: x }                     | harms.a.maps-to     | found text                      | a list
            a: text                                     | harms.a             | found text                      | a mapping
            a: { HARM, children: { b.c: { HARM } } }    | harms.a.children.b.c | its parent `a.b` is not registered | known: h, a
            """)
    void mistakeIsToldWithItsPlace_whenARiskIsWrong(String risk, String path, String what, String mend) {
        Loaded<RiskRegister> loaded = read("harms:\n  h: { HARM }\n  " + risk + "\nprices:\n  p: { PRICE }\n");

        Problem problem = Written.only(loaded);
        assertThat(problem.file()).isEqualTo(directory.resolve("risks.yaml").toString());
        assertThat(problem.line()).isEqualTo(path.startsWith("prices") ? 5 : 3);
        assertThat(problem.path()).isEqualTo(path);
        assertThat(problem.what()).contains(what);
        assertThat(problem.mend()).contains(mend);
    }

    @Test
    void bothSidesAreDemanded() {
        assertThat(Written.places(read("harms: { }\nharm: 1\n")))
                .containsExactlyInAnyOrder("1 harms", "1 prices", "2 harm");
    }

    @Test
    void severalMistakesAreToldAtOnce() {
        assertThat(Written.places(read("harms:\n  a: { }\nprices:\n  p: { HARM, x: 1 }\n")))
                .containsExactlyInAnyOrder(
                        "2 harms.a.meaning",
                        "2 harms.a.owner",
                        "2 harms.a.tolerance",
                        "4 prices.p.measured-as",
                        "4 prices.p.x");
    }

    @Test
    void environmentIsLeftAlone() {
        RiskRegister register =
                read("harms: { a: { meaning: \"${PATH}\", owner: o, tolerance: t } }\nprices: { p: { PRICE } }\n")
                        .value()
                        .orElseThrow();

        assertThat(register.find("a").orElseThrow().meaning()).isEqualTo("${PATH}");
    }

    private Loaded<RiskRegister> read(String text) {
        String whole = text.replace("HARM", HARM).replace("PRICE", PRICE);
        return RiskFile.read(Written.file(directory, "risks.yaml", whole));
    }
}
