package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kind's exceptions take back, and what only looks like one. */
class ExceptionsTest {
    private static final Set<String> KINDS =
            Set.of("pii.email", "pii.phone", "content.link", "content.image-link", "pii.iban", "topic.card");

    private static final Inspection INSPECTION = new Inspections(0)
            .create(
                    new Lexicon(List.of(
                            except("pii.email", "help@bank.example", "@press.bank.example"),
                            except("pii.phone", "+1 800 555 0199", "+86 400 000 0199", "+86 21 5555 0199"),
                            except("content.link", "www.bank.example", "https://cdn.example/logo"),
                            except("content.image-link", "https://www.bank.example/"),
                            except("pii.iban", "DE89 3704 0044 0532 0130 00"),
                            new Lexicon.Entry(
                                    "topic.card",
                                    1,
                                    List.of("card", "卡"),
                                    List.of(new Lexicon.Pattern("(?i)\\bcard[0-9]+", List.of())),
                                    Lexicon.Examples.NONE,
                                    List.of("business card", "card game", "名片卡", "卡路里", "Card42"),
                                    "a.yaml",
                                    1))),
                    KINDS);

    private static Lexicon.Entry except(String kind, String... exceptions) {
        return new Lexicon.Entry(
                kind, 1, List.of(), List.of(), Lexicon.Examples.NONE, List.of(exceptions), "a.yaml", 1);
    }

    private static List<String> seen(String text) {
        return INSPECTION.inspect(List.of(Looking.part(text))).stream()
                .flatMap(finding -> finding.spans().stream())
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write to help@bank.example.",
                "Write to HELP@Bank.Example, please",
                "请发邮件至help@bank.example，谢谢",
                "请发邮件至ｈｅｌｐ＠ｂａｎｋ．ｅｘａｍｐｌｅ。",
                "<mailto:help@bank.example>",
                "Journalists: anna.li@press.bank.example",
                "Call 1-800-555-0199 now",
                "Call +1 (800) 555-0199 ext. 12",
                "Our phone is 800.555.0199.",
                "客服热线400-000-0199转1",
                "客服热线4000000199。",
                "拨打+86 400 000 0199",
                "海外客户请拨打0086-400-000-0199",
                "电话：(021) 5555-0199",
                "电话：０２１－５５５５０１９９",
                "See https://www.bank.example/fees?year=2026 for it",
                "See http://WWW.bank.example.",
                "详见https://www.bank.example/费率",
                "See https://cdn.example/logo",
                "Pay to DE89370400440532013000.",
                "I left my business card there, for the card game",
                "这份名片卡和卡路里",
                "Card42"
            })
    void takesBack_whenItIsTheException(String text) {
        assertThat(seen(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write to help@bank.example.evil.com",
                "Write to xhelp@bank.example",
                "Write to x.help@bank.example",
                "Write to help@bank.example@evil.com",
                "Write to evil.com!help@bank.example",
                "Write to help@bank.exampleevil.com",
                "Write to help@bank.example-evil.com",
                "Write to help@mail.bank.example",
                "Write to help@b\u0430nk.example",
                "Write to h\u0435lp@bank.example",
                "Write to help+anna@bank.example",
                "Write to anna@bank.example",
                "Write to anna@xpress.bank.example",
                "Write to anna@press.bank.example.evil.com",
                "Call 1-800-555-0198",
                "Call +400 000 0199 400",
                "拨打+1 400-200-0199",
                "电话：010-5555-0199",
                "拨打13800138000",
                "See https://www.bank.example.evil.com/",
                "See https://www.bank.example@evil.com/",
                "See https://evil.com/www.bank.example",
                "See https://evil.com/?https://www.bank.example",
                "See https://xwww.bank.example/",
                "See https://www.bank.example:8443/",
                "See https://www.bank.examp1e/",
                "See https://cdn.example/logo/../evil",
                "![x](https://evil.com/a?https://www.bank.example)",
                "Pay to DE02120300000000202051.",
                "my card is lost",
                "我的卡丢了",
                "Card421"
            })
    void sees_whenItOnlyLooksLikeTheException(String text) {
        assertThat(seen(text)).isNotEmpty();
    }

    @Test
    void othersStay_whenOneIsExcepted() {
        String text = "Write to help@bank.example or li.wei@bank.example. 热线400-000-0199，手机13800138000。";

        assertThat(seen(text)).containsExactly("li.wei@bank.example", "13800138000");
    }

    @Test
    void isTheSame_whereverTheTextIsCut() {
        List<String> texts = List.of(
                "Write to help@bank.example.evil.com or help@bank.example. Or to help@bank.example, ok",
                "Call 1-800-555-0199 or 1-800-555-0198. 热线400-000-0199转1，400-000-0199，13800138000。",
                "A business  card, a card  game, a card\u200b, a  card gamer. 名片 卡，卡路里，卡。Card42 card421",
                "See https://www.bank.example/a, https://www.bank.example.evil.com and https://www.bank.example");
        SplittableRandom random = new SplittableRandom(3);
        for (String text : texts) {
            for (int i = 0; i < 60; i++) {
                new GrownText(INSPECTION, text).assertSeenAsWhole(1 + random.nextInt(9), () -> 1 + random.nextInt(7));
            }
            new GrownText(INSPECTION, text).assertSeenAsWhole(1, () -> 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can order a new card in the app. Open Cards and choose Replace. It comes by post. We",
                "The fee is 4.5 % a year. Your card of 12.50 euros was ordered! Is that all? It",
                "您可以在手机银行中申请换卡。请打开银行卡页面，选择更换。新卡将在5.5天内寄出！好的。您",
                "1. Open the app.\n2. Choose Replace.\n3. Confirm 我们"
            })
    void shippedKindsOfAnswersSettle_sentenceBySentence(String text) {
        int lastSentence = Math.max(
                Math.max(text.lastIndexOf(". "), text.lastIndexOf("? ")),
                Math.max(text.lastIndexOf("。"), text.lastIndexOf("\n")));

        for (String kind : ShippedLexicon.WORDS) {
            assertThat(ShippedLexicon.only(kind)
                            .growing()
                            .look(Looking.part(text), false)
                            .position())
                    .as(kind)
                    .isGreaterThanOrEqualTo(lastSentence);
        }
    }

    @Test
    void addressIsNotSettled_whenItMayGoOn() {
        Inspection.Settled look = INSPECTION.growing().look(Looking.part("Write to help@bank.example"), false);

        assertThat(look.position()).isLessThanOrEqualTo("Write to ".length());
        assertThat(look.findings().stream().map(Finding::kind)).isEmpty();
    }

    @Test
    void reportsExceptions_thatCanExceptNothing() {
        Lexicon lexicon = new Lexicon(List.of(
                except("pii.email", "bank.example"),
                except("pii.phone", "95588"),
                except("content.link", "bank"),
                except("injection.override", "ignore it"),
                except("topic.nowhere", "ignore it")));

        assertThat(new Inspections(0).problems(lexicon, Set.of()))
                .extracting(Problem::what)
                .containsExactly(
                        "exception \"bank.example\" can except nothing",
                        "exception \"95588\" can except nothing",
                        "exception \"bank\" can except nothing",
                        "kind injection.override can have no exceptions: it is not found by what a text names",
                        "`except` names exceptions of a kind that nothing finds");
    }
}
