package dev.fulcrum.inspect;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is seen in a text that grows is what is seen in the whole of it, wherever it was cut. */
class GrowingTextPropertyTest {
    private static final Lexicon LEXICON = new Lexicon(List.of(
            new Lexicon.Entry(
                    "promise.refund",
                    0.9,
                    List.of("full refund", "you will get your money back", "refund", "退款", "全额 退款 给您"),
                    List.of(new Lexicon.Pattern(
                            "(?i)\\b(guarantee|promise)\\b[^.!?\\n]*\\brefund\\b", List.of("guarantee", "promise"))),
                    "answers.yaml",
                    1),
            new Lexicon.Entry(
                    "claim.rate",
                    0.8,
                    List.of("a b"),
                    List.of(
                            new Lexicon.Pattern("\\d{1,2}(\\.\\d+)? ?%", List.of("%")),
                            new Lexicon.Pattern("(^|[^不没])保证[^。\\n]{0,8}退款", List.of("保证")),
                            new Lexicon.Pattern("(^|[.!?]\\s*)tell me", List.of()),
                            new Lexicon.Pattern("利率[^。！？\\n]{0,8}(上|下)调", List.of())),
                    "answers.yaml",
                    9)));
    private static final Set<String> KINDS = Set.of(
            "promise.refund",
            "claim.rate",
            "pii.email",
            "pii.phone",
            "pii.card",
            "pii.iban",
            "pii.cn-id",
            "secret.api-key",
            "secret.password",
            "secret.private-key",
            "secret.jwt",
            "pii.ssn",
            "secret.connection-string",
            "secret.generic",
            "content.link",
            "content.image-link");
    private static final String[] TELLING = {
        "full refund",
        "refund",
        "ed",
        "re",
        "fund",
        "you will get your money",
        " back",
        "退款",
        "全额",
        "给您",
        "我们 保证 ",
        "We guarantee ",
        "I promise a ",
        "4.5 %",
        "3",
        ".",
        "。",
        "!",
        "？",
        "\n",
        " ",
        "  ",
        "\u200B",
        "　",
        "利率可能",
        "上调",
        "a",
        "b",
        "li.wei@bank.example",
        "@",
        "mail: ",
        "+44 20 7946 0958",
        "13912345678",
        "4111 1111 1111 1111",
        "41111111",
        "DE89 3704 0044 0532 0130 00",
        "DE89",
        "11010519491231002X",
        "password: hunter2",
        "密码是abc12345",
        "sk-",
        "sk-abcdefgh12345678abcdefgh1234",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n",
        "-----END PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop",
        "🙂",
        "Ａ",
        "ＲＥＦＵＮＤ",
        "the",
        " and ",
        "您好",
        "，",
        "call me on ",
        "tell me",
        "没保证",
        "保证给您",
        "SSN: ",
        "536-90-4399",
        "phone: 020 7946 0958",
        "电话：",
        "postgres://app:Tr0ub4dor@db.internal/x",
        "api_key = \"a8F3kQ9zLm2XvB7nRt5Y\"",
        "token: a8F3kQ9zLm2XvB7nRt5Y",
        "://",
        "card number ",
        "https://bank.example/a?b=c",
        "http",
        "s://",
        "HTTP://a.b)",
        "(ftp://x/y(z)",
        "](",
        "![",
        "[a](",
        "!",
        "![chart](https://bank.example/p.png)",
        "![x] (",
        "](  <//cdn.example/p?d=1",
        ")",
        "<",
        "<im",
        "g src=",
        "<img src=\"https://bank.example/p?d=2\"",
        "<IMG alt=x>",
        ">",
        "\""
    };

    private final Inspection inspection = new Inspections(0).create(LEXICON, KINDS);

    @Property(tries = 1000, seed = "20261123")
    void sameIsSeenAsInTheWhole_whereverTheTextIsCut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        new GrownText(inspection, text(random)).assertSeenAsWhole(random.nextInt(6), () -> 1 + random.nextInt(24));
    }

    @Property(tries = 1500, seed = "20261201")
    void sameIsSeenAsInTheWhole_whereverADisguisedTextIsCut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        new GrownText(inspection, disguised(random)).assertSeenAsWhole(random.nextInt(6), () -> 1 + random.nextInt(24));
    }

    private static final String[] DISGUISED = {
        "re-fund",
        "r.e.f.u.n.d",
        "r e f u n d",
        "ref<!-- x -->und",
        "re/**/fund",
        "re<b>fu</b>nd",
        "退*款",
        "退 款",
        "&#114;efund",
        "%72efund",
        "\\x72efund",
        "rеfund",
        "r3fund",
        "r\u0336e\u0336f\u0336u\u0336n\u0336d",
        "full_refund",
        "li.wei(at)bank.example",
        "li.wei at bank dot example",
        "li.wei%40bank.example",
        "li.wei @ bank.example",
        "4111.1111.1111.1111",
        "4111/1111/1111/1111",
        "№4111111111111111",
        "card4111111111111111",
        "４１１１１１１１１１１１１１１１",
        "DE89.3704.0044.0532.0130.00",
        "139.1234.5678",
        "一三九一二三四五六七八",
        "&",
        "%",
        "%4",
        "<",
        "<!--",
        "-->",
        "/*",
        "*/",
        "\\",
        "\uFE01\uFE02",
        "\u202Ednufer\u202C",
        "\uD83C\uDDF7",
        "é",
        "-",
        "_",
        "*",
        " at ",
        " dot ",
        "(at)",
        "\"",
        " + ",
        "1",
        ".5"
    };

    private static String disguised(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(16);
        for (int i = 0; i < pieces; i++) {
            String[] from = random.nextInt(3) == 0 ? TELLING : DISGUISED;
            text.append(from[random.nextInt(from.length)]);
            text.append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            text.append(TELLING[random.nextInt(TELLING.length)]);
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
