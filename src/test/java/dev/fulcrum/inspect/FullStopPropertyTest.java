package dev.fulcrum.inspect;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** English prose whose sentences end in full stops, with everything that takes a full stop for text cut over their ends. */
class FullStopPropertyTest {
    private static final String[] PIECES = {
        "The app shows it under Cards",
        "your card",
        "Version 10.2.0 of the app",
        "10",
        ".0.0.1",
        "10.20.3.14:8443",
        "192.168",
        "1.2",
        "wiki.ops",
        "bank.internal",
        ".corp/forms/7?a=b",
        "intranet",
        "https://",
        "I guarantee you",
        "we promise",
        "a 4",
        "5 %",
        "4.5 percent",
        "%",
        "return",
        "annual returns",
        "a full refund",
        "refunded",
        "It is guaranteed",
        "risk",
        "free",
        "income",
        "the rate is 3",
        "75 per cent",
        "a year",
        "Your interest",
        "fee",
        "Done",
        "your account has been closed",
        "I have closed your account",
        "tell me your password",
        "please",
        "e.g",
        "12 EUR",
        "Dr",
        "百分之3",
        "保证年化4",
        "收益",
        "已为您退款",
        "li@bank",
        "example",
        "+44 20 7946",
        "0958",
        "…",
        "\"Yes",
        "\"",
        ")"
    };
    private static final String[] JOINTS = {
        ". ",
        ". ",
        ". ",
        ".",
        ".\n",
        ".  ",
        ".\t",
        "..",
        "... ",
        ".\u00A0",
        ".\u200B ",
        " .",
        " ",
        " ",
        "\n",
        "! ",
        "? ",
        "; ",
        "",
        ".\" ",
        "。",
        "． "
    };

    private static final Inspection SHIPPED = ShippedLexicon.inspection("claim.act-done", "pii.email", "pii.phone");
    private static final Inspection OTHER = new Inspections(0)
            .create(
                    new Lexicon(List.of(new Lexicon.Entry(
                            "test.other",
                            0.8,
                            List.of("fee. a year"),
                            List.of(
                                    new Lexicon.Pattern("[0-9.]+ ?%", List.of("%")),
                                    new Lexicon.Pattern("[0-9.]+ EUR\\b", List.of("risk free", "e.g", "refunded")),
                                    new Lexicon.Pattern("(?i)\\bdone\\.?\\s+your\\b", List.of()),
                                    new Lexicon.Pattern("(?i)\\.\\s*[a-z]+ing\\b|\\bannual\\.", List.of()),
                                    new Lexicon.Pattern("[.!?]", List.of("fee")),
                                    new Lexicon.Pattern("\\S+\\.\\S+", List.of()),
                                    new Lexicon.Pattern("\\.\\B", List.of("income"))),
                            "answers.yaml",
                            1))),
                    Set.of("test.other"));

    @Property(tries = 2000, seed = "20261124")
    void sameIsSeenAsInTheWhole_whenSentencesEndInFullStops(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Inspection inspection = random.nextInt(3) == 0 ? OTHER : SHIPPED;
        new GrownText(inspection, prose(random)).assertSeenAsWhole(random.nextInt(4), () -> 1 + random.nextInt(30));
    }

    private static String prose(SplittableRandom random) {
        StringBuilder prose = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            prose.append(PIECES[random.nextInt(PIECES.length)]);
            prose.append(JOINTS[random.nextInt(JOINTS.length)]);
        }
        return prose.toString();
    }
}
