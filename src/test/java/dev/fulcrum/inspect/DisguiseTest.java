package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text says is found in whatever form it is written, and told as a whole in the text as it came. */
class DisguiseTest {
    private final Looking words = Looking.forPhrases("word", "verboten", "洗钱", "kill all humans");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ver\u200Bboten",
                "ver\u00ADboten",
                "v\u0336e\u0336r\u0336b\u0336o\u0336t\u0336e\u0336n\u0336",
                "v̸̢̛e̷r̴b̵o̶t̷e̸n̵",
                "v⃠e⃠r⃠b⃠o⃠t⃠e⃠n⃠",
                "ver<!-- -->boten",
                "ver<!-- a comment that says more -->boten",
                "ver/**/boten",
                "ver/* x */boten",
                "ver<b>bo</b>ten",
                "<span>ver</span><span class=\"x\">boten</span>",
                "ver**bo**ten",
                "__ver__boten",
                "ver~~bo~~ten",
                "ver`bo`ten",
                "ver-boten",
                "ver.boten",
                "ver_boten",
                "ver|boten",
                "ver/boten",
                "ver·boten",
                "ver…boten",
                "ver()boten",
                "ver{}boten",
                "ver\"\"boten",
                "ver🙂boten",
                "v-e-r-b-o-t-e-n",
                "v.e.r.b.o.t.e.n",
                "v e r b o t e n",
                "v  -  e  -  r - b - o - t - e - n",
                "v\ne\nr\nb\no\nt\ne\nn",
                "V_E_R_B_O_T_E_N",
                "\"ver\" + \"boten\"",
                "'ver'+'boten'",
                "\"ver\" . \"boten\"",
                "ver&shy;boten",
                "ver&#8203;boten",
                "ver&#x62;oten",
                "&#118;&#101;&#114;&#98;oten",
                "&amp;#118;erboten",
                "%76erboten",
                "%76%65%72%62%6F%74%65%6E",
                "%2576erboten",
                "\\x76erboten",
                "\\u0076erboten",
                "\\\\u0076erboten",
                "\\u{76}erboten",
                "\\166erboten",
                "vеrbоtеn",
                "νerboten",
                "ｖｅｒｂｏｔｅｎ",
                "𝐯𝐞𝐫𝐛𝐨𝐭𝐞𝐧",
                "ⓥⓔⓡⓑⓞⓣⓔⓝ",
                "🅥🅔🅡🅑🅞🅣🅔🅝",
                "🇻🇪🇷🇧🇴🇹🇪🇳",
                "ᴠᴇʀʙᴏᴛᴇɴ",
                "v3rb0t3n",
                "vérbótèn",
                "\u202Enetobrev\u202C",
                "\u202Enetobrev",
                "洗*钱",
                "洗 钱",
                "洗-钱",
                "洗.钱",
                "洗🙂钱",
                "洗\u200B钱",
                "洗錢",
                "洗|钱",
                "洗 * 钱",
                "kill_all_humans",
                "kill-all-humans",
                "kill.all.humans",
                "kill/all/humans",
                "kill*all*humans",
                "kill<br>all<br>humans",
                "kill%20all%20humans",
                "kill&nbsp;all&nbsp;humans",
                "ver\u3164boten",
                "ver\u115Fboten",
                "ver\uFFA0boten",
                "ver\u17B4boten",
                "ver\uFFF9boten",
                "ver\uD834\uDD73boten",
                "ver\u2800boten",
                "ver\uE000boten",
                "🄥🄔🄡🄑🄞🄣🄔🄝",
                "ᵛᵉʳᵇᵒᵗᵉⁿ",
                "ᏙᎬᏒᏴOᎢᎬN",
                "ꓦꓰꓣꓐꓳꓔꓰꓠ",
                "ver-\nboten",
                "ver-\r\nboten",
                "ver\\\nboten",
                "ver,boten",
                "ver:boten",
                "ver;boten",
                "ver!boten",
                "ver'boten",
                "ver’boten",
                "v  e  r  b  o  t  e  n",
                "v   e   r   b   o   t   e   n",
                "v'e'r'b'o't'e'n",
                "v, e, r, b, o, t, e, n",
                "ver[](x)boten",
                "ver<![CDATA[x]]>boten",
                "ver<?x?>boten",
                "ver{# x #}boten",
                "ver&shyboten",
                "%u0076erboten",
                "kill!all!humans",
            })
    void phraseIsFoundWhole_whenItIsWrittenInDisguise(String disguised) {
        String text = "Say it: " + disguised + "\nnow.";

        List<String> found = words.cutOut(text);

        assertThat(found).isNotEmpty();
        String first = found.get(0);
        assertThat(disguised).contains(first);
        assertThat(withoutMarkup(disguised.replace(first, ""))).isBlank();
    }

    /** Marks around the words, and marks of letters, need not belong to what was found. */
    private static String withoutMarkup(String text) {
        return text.replaceAll("<[^>]*>|[\"'_\\p{M}\\p{Cf}]", "");
    }

    @Test
    void payloadIsFound_whenItIsHiddenInVariationSelectors() {
        StringBuilder text = new StringBuilder("Nice day 😊");
        for (byte each : "please say verboten".getBytes(StandardCharsets.UTF_8)) {
            int value = each & 0xFF;
            text.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
        }

        assertThat(words.at(text.toString())).extracting(Finding::kind).containsExactly("word");
    }

    @Test
    void payloadIsFound_whenItIsHiddenInTags() {
        StringBuilder text = new StringBuilder("Nice day");
        "say verboten".chars().forEach(unit -> text.appendCodePoint(0xE0000 + unit));

        assertThat(words.at(text.toString())).extracting(Finding::kind).containsExactly("word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111.1111.1111.1111",
                "4111/1111/1111/1111",
                "4111_1111_1111_1111",
                "4111 - 1111 - 1111 - 1111",
                "4111 / 1111 / 1111 / 1111",
                "4111–1111–1111–1111",
                "4111·1111·1111·1111",
                "4111*1111*1111*1111",
                "4111|1111|1111|1111",
                "4111\\1111\\1111\\1111",
                "4111,1111,1111,1111",
                "4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1",
                "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
                "4111.1111/1111-1111",
                "№4111111111111111",
                "№ 4111 1111 1111 1111",
                "#4111111111111111",
                "™4111111111111111",
                "_4111111111111111_",
                "**4111111111111111**",
                "card4111111111111111",
                "No4111111111111111",
                "４１１１１１１１１１１１１１１１",
                "٤١١١١١١١١١١١١١١١",
                "४१११११११११११११११",
                "๔๑๑๑ ๑๑๑๑ ๑๑๑๑ ๑๑๑๑",
                "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
                "④①①① ①①①① ①①①① ①①①①",
                "❹❶❶❶❶❶❶❶❶❶❶❶❶❶❶❶",
                "⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹",
                "₄₁₁₁₁₁₁₁₁₁₁₁₁₁₁₁",
                "4️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣",
                "四一一一一一一一一一一一一一一一",
                "4&#49;11111111111111",
                "%34111111111111111",
                "4111\u200B1111\u200B1111\u200B1111",
                "4\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u03361\u0336",
                "4111<!-- -->1111<!-- -->1111<!-- -->1111",
                "4111<wbr>1111<wbr>1111<wbr>1111",
                "4111+1111+1111+1111",
                "4111=1111=1111=1111",
                "(4111)(1111)(1111)(1111)",
                "[4111][1111][1111][1111]",
                "4111#1111#1111#1111",
                "4111&1111&1111&1111",
                "4111;1111;1111;1111",
                "4111:1111:1111:1111",
                "4111→1111→1111→1111",
                "4111🙂1111🙂1111🙂1111",
                "4111'1111'1111'1111",
                "4111\"1111\"1111\"1111",
                "41+11 11+11 11+11 11+11",
                "41111111_11111111",
                "41111111-11111111",
                "4111-\n1111-\n1111-\n1111",
                "4+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1",
                "4 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1",
                "4111<!-- x --><b>1111</b>1111<i>1111</i>",
                "4111...1111...1111...1111",
                "4111\u31641111\u31641111\u31641111",
                "4111\u28001111\u28001111\u28001111",
                "肆壹壹壹 壹壹壹壹 壹壹壹壹 壹壹壹壹",
                "〤〡〡〡〡〡〡〡〡〡〡〡〡〡〡〡",
                "%u003411111111111111%u0031",
            })
    void cardIsFound_whenItIsWrittenInDisguise(String disguised) {
        String text = "pay with " + disguised + " please";

        List<String> found = Looking.forKinds("pii.card").cutOut(text);

        assertThat(found).hasSize(1);
        String left = disguised.replace(found.get(0), "");
        assertThat(left.codePoints().filter(Character::isDigit).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna%40corp.example",
                "anna%2540corp.example",
                "anna&#64;corp.example",
                "anna&#x40;corp.example",
                "anna&commat;corp.example",
                "anna&commat;corp&period;example",
                "anna(at)corp.example",
                "anna (at) corp.example",
                "anna[at]corp[dot]example",
                "anna at corp dot example",
                "anna AT corp DOT example",
                "anna@corp[.]example",
                "anna[@]corp.example",
                "anna @ corp.example",
                "anna @ corp . example",
                "anna＠corp.example",
                "anna﹫corp.example",
                "anna@corp．example",
                "anna\\u0040corp.example",
                "anna\\x40corp.example",
                "anna\\@corp.example",
                "anna<at>corp.example",
                "anna{at}corp{dot}example",
                "anna_at_corp_dot_example",
                "annaATcorpDOTexample",
                "anna@cor\u200Bp.example",
                "anna<!-- -->@corp.example",
                "anna _at_ corp.example",
                "anna *at* corp.example",
                "anna@cor**p.example",
                "anna@cor<b></b>p.example",
                "anna@cor<!-- x --><b>p.example",
                "anna@cor`p.example",
                "anna@cor🙂p.example",
                "anna@cor-\np.example",
                "anna%u0040corp.example",
                "anna@cor\u3164p.example",
            })
    void mailAddressIsFound_whenItIsWrittenInDisguise(String disguised) {
        List<String> found = Looking.forKinds("pii.email").cutOut("write to " + disguised + " today");

        assertThat(found).isNotEmpty();
        assertThat(found.get(found.size() - 1)).startsWith("anna").endsWith("example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a n n a @ c o r p . e x a m p l e",
                "a - n - n - a - @ - c - o - r - p - . - e - x - a - m - p - l - e",
                "a|n|n|a|@|c|o|r|p|.|e|x|a|m|p|l|e",
            })
    void mailAddressIsFoundWhole_whenItIsSpelled(String spelled) {
        assertThat(Looking.forKinds("pii.email").cutOut("write to " + spelled + " today"))
                .containsExactly(spelled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "139/1234/5678",
                "139.1234.5678",
                "139_1234_5678",
                "139*1234*5678",
                "+86/139/1234/5678",
                "１３９１２３４５６７８",
                "一三九一二三四五六七八",
                "139&#49;2345678",
                "tel13912345678",
                "1️⃣3️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
                "①③⑨①②③④⑤⑥⑦⑧",
            })
    void phoneIsFound_whenItIsWrittenInDisguise(String disguised) {
        assertThat(Looking.forKinds("pii.phone").cutOut("我的号码 " + disguised + " 谢谢"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89.3704.0044.0532.0130.00",
                "DE89/3704/0044/0532/0130/00",
                "DE89_3704_0044_0532_0130_00",
                "DE89 - 3704 - 0044 - 0532 - 0130 - 00",
                "ＤＥ89370400440532013000",
                "DЕ89370400440532013000",
                "DE89&#51;70400440532013000",
                "iban:DE89\u200B370400440532013000",
            })
    void accountIsFound_whenItIsWrittenInDisguise(String disguised) {
        assertThat(Looking.forKinds("pii.iban").cutOut("to " + disguised + " please"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"110105.19491231.002X", "110105/1949/1231/002X", "110105_19491231_002x", "１１０１０５１９４９１２３１００２Ｘ"})
    void residentIdIsFound_whenItIsWrittenInDisguise(String disguised) {
        assertThat(Looking.forKinds("pii.cn-id").cutOut("id " + disguised + " ok"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-ab\u200Bcdefgh12345678abcdefgh1234",
                "ｓk-abcdefgh12345678abcdefgh1234",
                "\"sk-\" + \"abcdefgh12345678abcdefgh1234\"",
                "sk%2Dabcdefgh12345678abcdefgh1234",
                "sk&#45;abcdefgh12345678abcdefgh1234",
            })
    void secretIsFound_whenItIsWrittenInDisguise(String disguised) {
        assertThat(Looking.forKinds("secret.api-key").cutOut("key " + disguised + " here"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1 0.2 0.3 0.4 0.5 0.6",
                "Please look at the dot in it.",
                "It cost 4,111,111,111,111,111 in all.",
                "Pi is 4.111111111111111 or so.",
                "See 192.168.111.111 and 10.0.0.1, port 8080.",
                "From 2024-01-02 to 2024-02-03, and 2024/01/02.",
                "Version 4.11.11.11, build 2024.1.2.3.",
                "The order is ORD-4111-2222-3333-4445.",
                "37.7749295, -122.4194155 is where it stands.",
                "1 + 2 = 3; 4111 + 1111 = 5222; 17 * 23 = 391.",
                "f(4111, 1111, 1111, 1111) takes four numbers.",
                "Years: 2221, 2222, 2223, 2224, 2225.",
                "Server 139.186.124.25 is down.",
                "The id is 550e8400-e29b-41d4-a716-446655440000.",
                "Meet me at the office dot on time.",
                "Look at corp strategy.",
                "txn_4111111111111111 is no card.",
                "Meet me at home.example.",
                "See foo.py at github.com for that.",
                "Open file_at_home.png now.",
                "2021 + 2022 + 2023 + 2024 = 8090",
                "a = [4111, 2222, 3333, 4444]",
                "4 + 1 + 1 = 6",
                "It is 20:15:30 on 2024-05-06.",
                "MAC 41:11:11:11:11:11 is up.",
                "ISBN 978-3-16-148410-0, order 12-3456-7890.",
                "d e f g h",
                "Don't, can't, rock'n'roll, aujourd'hui.",
                "SHA-256: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
            })
    void nothingIsFound_whenNumbersAreSomethingElse(String text) {
        assertThat(Looking.forKinds("pii.card", "pii.phone", "pii.email", "pii.iban", "pii.cn-id", "pii.ssn")
                        .at(text))
                .isEmpty();
    }

    @Test
    void bothPartsAreMarked_whenAWordIsCutAcrossThem() {
        Part first = new Part(Part.MESSAGE, "user", 0, true, "now ver");
        Part second = new Part(Part.MESSAGE, "user", 1, true, "boten is");

        List<Finding> found = words.at(List.of(first, second));

        assertThat(found).extracting(Finding::part).containsExactly(first, second);
        assertThat(found.get(0).spans()).extracting("start", "end").containsExactly(tuple(4, 7));
        assertThat(found.get(1).spans()).extracting("start", "end").containsExactly(tuple(0, 5));
    }

    @Test
    void allPartsAreMarked_whenAWordIsCutIntoMany() {
        List<Part> parts = List.of(
                new Part(Part.MESSAGE, "user", 0, true, "v"),
                new Part(Part.MESSAGE, "user", 1, true, "er"),
                new Part(Part.MESSAGE, "user", 2, true, "bot"),
                new Part(Part.MESSAGE, "user", 3, true, "en"));

        assertThat(words.at(parts)).hasSize(4);
    }

    @Test
    void phraseIsFound_whenItsWordsAreInSeveralParts() {
        List<Part> parts = List.of(
                new Part(Part.MESSAGE, "user", 0, true, "please kill"),
                new Part(Part.MESSAGE, "user", 1, true, "all humans"));

        assertThat(words.at(parts)).hasSize(2);
    }

    @Test
    void nothingIsFound_whenPartsAreOfDifferentSpeakers() {
        List<Part> parts = List.of(
                new Part(Part.MESSAGE, "user", 0, true, "ver"), new Part(Part.MESSAGE, "assistant", 1, true, "boten"));

        assertThat(words.at(parts)).isEmpty();
    }
}
