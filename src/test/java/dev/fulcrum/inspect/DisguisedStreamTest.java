package dev.fulcrum.inspect;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disguise that comes character by character is found, and told, as in the whole text. */
class DisguisedStreamTest {
    private final Inspection inspection = new Inspections(0)
            .create(
                    new Lexicon(List.of(new Lexicon.Entry(
                            "word",
                            1,
                            List.of("verboten", "kill all humans", "洗钱"),
                            List.of(new Lexicon.Pattern("verb[a-z]{2,5}\\b", List.of())),
                            "words.yaml",
                            1))),
                    Set.of("word", "pii.card", "pii.email", "pii.phone", "pii.iban", "pii.cn-id", "secret.api-key"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ver\u3164boten",
                "ver-\r\nboten",
                "ver\\\nboten",
                "ver<!-- c --><b>boten</b>",
                "ver<![CDATA[x]]>boten",
                "ver[](http://x.example)boten",
                "ver{# x #}boten",
                "ver'boten",
                "ver,boten",
                "v  e  r  b  o  t  e  n",
                "v'e'r'b'o't'e'n",
                "v - e - r - b - o - t - e - n",
                "&#118;&#101;rboten",
                "%2576erboten",
                "%u0076erboten",
                "\\u0076erboten",
                "v\u0336e\u0336r\u0336b\u0336o\u0336t\u0336e\u0336n\u0336",
                "\u202Enetobrev\u202C",
                "kill!all!humans",
                "kill_all_humans",
                "洗 * 钱",
                "4111+1111+1111+1111",
                "4111.1111.1111.1111",
                "(4111) (1111) (1111) (1111) 12/27",
                "4111<!-- x --><b>1111</b>1111<i>1111</i>",
                "4 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1",
                "4111-\n1111-\n1111-\n1111",
                "4🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1🙂1",
                "肆壹壹壹 壹壹壹壹 壹壹壹壹 壹壹壹壹",
                "4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣",
                "№4111111111111111",
                "anna%2540corp.example",
                "anna (at) corp (dot) example",
                "anna *at* corp.example",
                "anna@cor**p.example",
                "anna@cor<b></b>p.example",
                "a n n a @ c o r p . e x a m p l e",
                "DE89/3704/0044/0532/0130/00",
                "139.1234.5678",
                "\"sk-\" + \"abcdefgh12345678abcdefgh1234\"",
            })
    void sameIsSeenAsInTheWhole_whenEachCharacterComesAlone(String disguised) {
        new GrownText(inspection, "Say it: " + disguised + " now, please.").assertSeenAsWhole(1, () -> 1);
        new GrownText(inspection, disguised).assertSeenAsWhole(1, () -> 1);
        new GrownText(inspection, "Well-known words come first. ".repeat(20) + disguised + " and more. ".repeat(20))
                .assertSeenAsWhole(1, () -> 1);
    }
}
