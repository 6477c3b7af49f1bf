package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataDetectorTest {
    private static final Looking EMAILS = Looking.forKinds("pii.email");
    private static final Looking CARDS = Looking.forKinds("pii.card");
    private static final Looking IBANS = Looking.forKinds("pii.iban");
    private static final Looking IDS = Looking.forKinds("pii.cn-id");
    private static final Looking SSNS = Looking.forKinds("pii.ssn");
    private static final Looking ALL =
            Looking.forKinds("pii.email", "pii.card", "pii.iban", "pii.cn-id", "pii.ssn", "pii.phone");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to jane.doe+x@example.co.uk.|jane.doe+x@example.co.uk",
                "我的邮箱zhang_san@qq.com，谢谢|zhang_san@qq.com",
                "邮箱是ｚｈａｎｇ＠ｑｑ．ｃｏｍ|ｚｈａｎｇ＠ｑｑ．ｃｏｍ",
                "<mailto:a@b.io>|a@b.io",
                "'o'neil@example.com'|o'neil@example.com",
                "email=jo@example.com&x=1|jo@example.com",
                "jo\u200Be@exam\u00ADple.com|jo\u200Be@exam\u00ADple.com",
                "https://example.com/?mail=jo@example.com|jo@example.com",
                "josé@example.com|josé@example.com",
                "jo@xn--fiqs8s.xn--fiqs8s|jo@xn--fiqs8s.xn--fiqs8s",
                "a..b@example.com|b@example.com",
            })
    void emailIsFound_howeverItIsWritten(String text, String email) {
        assertThat(EMAILS.cutOut(text)).containsExactly(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@someone said", "a@b", "a@b.c", "5 @ 3.50", "price@10.50", "git@github.com:fulcrum/x.git",
                "https://user:secret@example.com/", "a.@example.com", "jo@-example.com", "jo@example", "@@@@",
                        "a@@b.com"
            })
    void nothingIsFound_whenItIsNoEmail(String text) {
        assertThat(EMAILS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card 4111111111111111.|4111111111111111",
                "4111 1111 1111 1111 exp 12/27|4111 1111 1111 1111",
                "4111-1111-1111-1111|4111-1111-1111-1111",
                "卡号４１１１１１１１１１１１１１１１，密码|４１１１１１１１１１１１１１１１",
                "卡号4111 1111 1111 1111是我的|4111 1111 1111 1111",
                "4111\u200B1111\u200B1111\u200B1111|4111\u200B1111\u200B1111\u200B1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1|4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "3782 822463 10005 amex|3782 822463 10005",
                "6222021234567890128 银联|6222021234567890128",
                "5555555555554444 123|5555555555554444",
                "room 12 5555 5555 5555 4444|5555 5555 5555 4444",
                "2223003122003222|2223003122003222",
                // Maestro has cards of 12 digits, and issuers new prefixes: a label makes up for both
                "my Maestro card number is 501800000009.|501800000009",
                "银行卡号：5018 0000 0009|5018 0000 0009",
                "credit card: 3599 0000 0000 0001|3599 0000 0000 0001",
            })
    void cardIsFound_howeverItIsWritten(String text, String card) {
        assertThat(CARDS.cutOut(text)).containsExactly(card);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 4111111111111112", // wrong check digit
                "order 1111111111111117", // no issuer
                "order A4111111111111111", // inside a word
                "4111111111111111B",
                "order_4111111111111111",
                "411111111111111111111111", // too long
                "0.4111111111111111",
                "411 111 111 111 111 1",
                "7 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", // a row of numbers
                "订单号20240101123456789",
                "13800138000",
                "1700000000000", // milliseconds
                "501800000009", // 12 digits that nothing calls a card
                "3599000000000001", // no issuer, no label
                "my card: 501800000008", // wrong check digit
                "the card did not arrive with order 501800000009", // the label leads elsewhere
                "card 170000000000", // milliseconds again
            })
    void nothingIsFound_whenItIsNoCard(String text) {
        assertThat(CARDS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IBAN GB82WEST12345698765432.|GB82WEST12345698765432",
                "gb82 west 1234 5698 7654 32 please|gb82 west 1234 5698 7654 32",
                "账号DE89 3704 0044 0532 0130 00谢谢|DE89 3704 0044 0532 0130 00",
                "ＤＥ89370400440532013000|ＤＥ89370400440532013000",
                "NO93 8601 1117 947|NO93 8601 1117 947",
                "FR14 2004 1010 0505 0001 3M02 606|FR14 2004 1010 0505 0001 3M02 606",
            })
    void ibanIsFound_howeverItIsWritten(String text, String iban) {
        assertThat(IBANS.cutOut(text)).containsExactly(iban);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82WEST12345698765433",
                "GB82WEST1234569876543",
                "GB82WEST123456987654321",
                "XGB82WEST12345698765432",
                "ZZ82WEST12345698765432",
                "GB82 is not WEST 12345698765432"
            })
    void nothingIsFound_whenItIsNoIban(String text) {
        assertThat(IBANS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "身份证11010519491231002X，谢谢|11010519491231002X",
                "id 11010519491231002x|11010519491231002x",
                "１１０１０５１９４９１２３１００２Ｘ|１１０１０５１９４９１２３１００２Ｘ",
                "110105 19491231 002X|110105 19491231 002X",
                "440524188001010014|440524188001010014",
            })
    void residentIdIsFound_howeverItIsWritten(String text, String id) {
        assertThat(IDS.cutOut(text)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110105194912310021", // wrong check character
                "11010519491331002X", // no such month
                "99010519491231002X", // no such province
                "11010519491231002XY",
                "A11010519491231002X",
                "1101051949123100",
            })
    void nothingIsFound_whenItIsNoResidentId(String text) {
        assertThat(IDS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Here's my SSN: 123-45-6789|123-45-6789",
                "123-45-6789|123-45-6789",
                "my social security number is 123 45 6789.|123 45 6789",
                "ssn=123456789|123456789",
                "社会安全号：123-45-6789。|123-45-6789",
                "ＳＳＮ　１２３－４５－６７８９|１２３－４５－６７８９",
            })
    void socialSecurityNumberIsFound_howeverItIsWritten(String text, String number) {
        assertThat(SSNS.cutOut(text)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssn 000-45-6789", // no such area
                "ssn 666-45-6789",
                "ssn 900-45-6789",
                "ssn 123-00-6789", // no such group
                "ssn 123-45-0000", // no such serial
                "123456789", // nothing says so
                "123 45 6789",
                "part 123-45-6789-X",
                "A-123-45-6789",
                "123-45-67890",
                "ssn 1234-5-6789",
            })
    void nothingIsFound_whenItIsNoSocialSecurityNumber(String text) {
        assertThat(SSNS.at(text)).isEmpty();
    }

    @Test
    void scoreIsLower_whenNothingSaysThatItIsASocialSecurityNumber() {
        assertThat(SSNS.at("123-45-6789")).extracting(Finding::score).containsExactly(0.7);
        assertThat(SSNS.at("SSN 123-45-6789")).extracting(Finding::score).containsExactly(1.0);
    }

    @Test
    void eachNumberIsOneThing_whenAllStandTogether() {
        String text = "卡4111 1111 1111 1111，证11010519491231002X，电话138 0013 8000，GB82 WEST 1234 5698 7654 32，a@b.com";

        assertThat(ALL.at(text))
                .extracting(Finding::kind)
                .containsExactly("pii.card", "pii.cn-id", "pii.email", "pii.iban", "pii.phone");
        assertThat(ALL.cutOut(text))
                .containsExactly(
                        "4111 1111 1111 1111",
                        "11010519491231002X",
                        "a@b.com",
                        "GB82 WEST 1234 5698 7654 32",
                        "138 0013 8000");
    }

    @Test
    void everyFindingIsCounted_whenOneKindStandsOften() {
        assertThat(EMAILS.at("a@x.com, b@x.com; c@x.com a@x.com"))
                .singleElement()
                .extracting(Finding::count)
                .isEqualTo(4);
    }
}
