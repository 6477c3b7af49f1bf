package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Lexicon;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTimeTest {
    private static final int MEGABYTE = 1_000_000;

    /** Each makes a naive search look again and again at the same characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "a@b.",
                "a@b.c",
                "a.",
                "1",
                "1 ",
                "4-",
                "4111 ",
                "1101",
                "110105 ",
                "123-45-6789 ",
                "is on the ",
                "gb82",
                "gb82 ",
                "gb82west1234",
                "x",
                " "
            })
    void charactersAreSeenAFixedNumberOfTimes_whenTheTextIsMadeToSlowTheSearch(String unit) {
        String small = unit.repeat(20_000 / unit.length());
        String large = unit.repeat(200_000 / unit.length());

        long smallLooks = looks(small);
        long largeLooks = looks(large);

        assertThat(smallLooks).isPositive();
        assertThat(largeLooks).isLessThan(11 * smallLooks);
        assertThat(largeLooks).isLessThan(1_000L * large.length());
    }

    private static long looks(String text) {
        CountedText counted = new CountedText(text);
        Emails.find(counted);
        DigitRuns digits = DigitRuns.of(counted);
        Stretches ibans = Ibans.find(counted, digits);
        Stretches ids = ResidentIds.find(counted, digits, ibans);
        LabelPlaces everywhere = everywhere(counted);
        Stretches cards = Cards.find(counted, digits, everywhere, ibans, ids);
        SocialSecurityNumbers.find(counted, digits, everywhere, ibans, ids, cards);
        return counted.looks();
    }

    /** As if every tenth character ended a label, so that each number asks for one. */
    private static LabelPlaces everywhere(CountedText text) {
        Stretches places = new Stretches();
        for (int end = 10; end <= text.length(); end += 10) {
            places.add(end - 1, end);
        }
        return new LabelPlaces(text, places);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox jumps over the lazy dog. ",
                "我想申请退款，请问怎么办？",
                "sk-",
                "eyJ",
                "eyJhbGciOi.",
                "password: ",
                "a://b:c@d ",
                "token=a1b2",
                "ya29.",
                "![](http:// ",
                "<img ",
                "```",
                "```\n",
                "~~~\n```x\n",
                "x = 1\n",
                "[",
                "Name: ",
                "Mr. A. ",
                "Address: 1 x ",
                "phone ",
                "姓名：王",
                "王先生",
                "地址：",
                "密码：",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n",
                "\u200B",
                "ﷺ",
                "\uD83D",
                " ",
                "((((",
            })
    void everyTextIsReadToItsEnd_whenItIsTenMegabytesLong(String unit) {
        String text = unit.repeat(10 * MEGABYTE / unit.length()) + "。a@b.com";

        List<Finding> findings = everything().inspect(List.of(Looking.part(text)));

        assertThat(findings).extracting(Finding::kind).contains("pii.email");
    }

    /** Each makes a rewriter look again and again at the same characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2525",
                "&amp;",
                "&#64;",
                "-.-.",
                "a-",
                "a.b ",
                "card4",
                "№4",
                "<a",
                "<!--",
                "/*",
                "a<!--",
                "\\",
                "4/",
                "DE8",
                "一",
                "a at b dot ",
                "aAT",
                "1_",
                "r3f",
                "\uFE01",
                "\u202Ea",
                "\"+\"",
                "z\u0336\u0337",
                "4/*",
                "4<a",
                "4+",
                "a@b*",
                "a @ b . ",
                "{#",
                "[](",
                "<![CDATA[",
                "a'",
                "a  ",
                "四 "
            })
    void placesAreLookedAtAFixedNumberOfTimes_whenTheTextIsMadeToSlowTheRewriters(String unit) {
        long small = clockLooks(unit.repeat(40_000 / unit.length()));
        long large = clockLooks(unit.repeat(400_000 / unit.length()));

        assertThat(small).isPositive();
        assertThat(large).isLessThan(11 * small + 11);
    }

    /** How often the clock is asked, which is once for so many places. */
    private static long clockLooks(String text) {
        AtomicLong looks = new AtomicLong();
        LookTime time = LookTime.of(Duration.ofDays(1), looks::incrementAndGet);
        time.begin();
        Retelling.of(text, 0, text.length(), true, new Patience(time));
        return looks.get();
    }

    @Test
    void numbersAreReadToTheEnd_whenTheTextIsNothingElse() {
        String text = "12 345 6789 0123 4567 ".repeat(MEGABYTE / 220) + "。a@b.com";

        assertThat(everything().inspect(List.of(Looking.part(text))))
                .extracting(Finding::kind)
                .contains("pii.email");
    }

    private static Inspector everything() {
        Inspections inspections = new Inspections(MEGABYTE);
        Set<String> kinds = new TreeSet<>(inspections.builtInKinds());
        kinds.add("topic");
        Lexicon lexicon = new Lexicon(List.of(new Lexicon.Entry(
                "topic",
                1,
                List.of("lazy dog", "退款"),
                List.of(new Lexicon.Pattern("quick [a-z]+ fox", List.of("no such word"))),
                "w.yaml",
                1)));
        return (Inspector) inspections.create(lexicon, kinds);
    }
}
